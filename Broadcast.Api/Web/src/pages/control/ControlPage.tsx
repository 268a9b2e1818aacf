import { Desk } from '../../staff/Desk';
import { useText } from '../../text/useText';
import { ControlDesk } from './ControlDesk';

export function ControlPage() {
  const { t } = useText();
  return <Desk title={t.controlTitle} may={(session) => session.claims.roles.includes('operator')} of={ControlDesk} />;
}
