import { useState } from 'preact/hooks';
import { Notice } from '../../frame/Notice';
import { useSession } from '../../staff/session';
import { SignIn } from '../../staff/SignIn';
import '../../staff/staff.css';
import { useSetupText } from './useSetupText';
import { useTitle } from '../useTitle';
import { FirstOperator } from './FirstOperator';
import { firstToken } from './sections';
import './setup.css';
import { SetupDesk } from './SetupDesk';
import { useSection } from './useSection';

/** Takes the printed link's token out of the address at once, so that it stays in no history. */
function takeFirst(): string | null {
  const token = firstToken(location.hash);
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/** Set-up: from an empty folder to a festival on air. */
export function SetupPage() {
  const { t } = useSetupText();
  const [first, setFirst] = useState(takeFirst);
  const { session, enter, leave } = useSession();
  const section = useSection();
  useTitle(session && t.setup.sections[section], t.setup.title, t.brand);

  if (!session && first) return <FirstOperator token={first} enter={enter} signIn={() => setFirst(null)} />;
  if (!session) return <SignIn title={t.setup.title} enter={enter} />;
  if (!session.claims.roles.includes('operator'))
    return (
      <Notice title={t.notForYou} text={t.signedInAs(session.claims.name)}>
        <button type="button" class="button" onClick={leave}>
          {t.signOut}
        </button>
      </Notice>
    );
  return <SetupDesk session={session} section={section} leave={leave} />;
}
