import { getOwnAccount } from '../../api/people';
import { Header } from '../../frame/Header';
import { Failed, Loading } from '../../frame/Notice';
import { usePolled } from '../../frame/usePolled';
import { SignIn } from '../../staff/SignIn';
import { useSession, type Session } from '../../staff/session';
import '../../staff/staff.css';
import { useText } from '../../text/useText';
import { workplace } from '../join/enterAs';
import { useTitle } from '../useTitle';
import { OwnName } from './OwnName';
import { OwnPassword } from './OwnPassword';
import { SecondFactor } from './SecondFactor';
import { SignIns } from './SignIns';
import './account.css';

/** What everybody of staff changes of the own account. */
export function AccountPage() {
  const { t } = useText();
  const { session, enter, leave } = useSession();
  useTitle(t.people.account, t.brand);
  return session ? <OwnAccountPage session={session} enter={enter} leave={leave} /> : <SignIn title={t.people.account} enter={enter} />;
}

function OwnAccountPage({ session, enter, leave }: { session: Session; enter: (token: string) => void; leave: () => void }) {
  const { t } = useText();
  const { token } = session;
  const own = usePolled(`own ${token}`, () => getOwnAccount(token));
  const work = own.value && workplace({ roles: own.value.account.roles, secondFactorNeeded: own.value.secondFactorNeeded && !own.value.account.secondFactor });
  return (
    <>
      <Header>
        <button type="button" class="plain leave" onClick={leave} data-testid="sign-out">
          {t.signOut}
        </button>
      </Header>
      <main id="content" class="account-page">
        <h1>{t.people.account}</h1>
        {own.value ? (
          <>
            <p class="who">
              {own.value.account.email} · {own.value.account.roles.map((role) => t.people.roles[role] ?? role).join(', ')}
              {work && work !== location.pathname && (
                <>
                  {' · '}
                  <a href={work}>{t.people.back}</a>
                </>
              )}
            </p>
            <SecondFactor own={own.value} token={token} enter={enter} reload={own.reload} />
            <OwnName account={own.value.account} token={token} reload={own.reload} />
            <OwnPassword account={own.value.account} token={token} />
            <SignIns token={token} />
          </>
        ) : own.error ? (
          <Failed error={own.error} retry={own.reload} />
        ) : (
          <Loading />
        )}
      </main>
    </>
  );
}
