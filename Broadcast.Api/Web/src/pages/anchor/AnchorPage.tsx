import { Desk } from '../../staff/Desk';
import { mayAct } from '../../staff/session';
import { useText } from '../../text/useText';
import { AnchorDesk } from './AnchorDesk';

export function AnchorPage() {
  const { t } = useText();
  return <Desk title={t.anchorTitle} may={(session) => mayAct(session.claims)} page={AnchorDesk} />;
}
