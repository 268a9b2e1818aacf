import { Desk, type DeskProps } from '../../staff/Desk';
import { useText } from '../../text/useText';
import { ControlDesk } from './ControlDesk';
import { ModerationDesk } from './moderation/ModerationDesk';

export function ControlPage() {
  const { t } = useText();
  return <Desk title={t.controlTitle} may={({ claims: { roles } }) => roles.includes('operator') || roles.includes('moderator')} page={ControlRoom} />;
}

/** Operators see everything, moderators only the chat. */
function ControlRoom(props: DeskProps) {
  return props.session.claims.roles.includes('operator') ? <ControlDesk {...props} /> : <ModerationDesk {...props} />;
}
