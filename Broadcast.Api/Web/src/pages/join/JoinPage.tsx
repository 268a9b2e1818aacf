import { useState } from 'preact/hooks';
import { ApiError } from '../../api/http';
import { acceptLink, lookAtLink, type SeenLink } from '../../api/people';
import { TextField } from '../../forms/TextField';
import { useSubmit } from '../../forms/useSubmit';
import { Header } from '../../frame/Header';
import { Failed, Loading, Notice } from '../../frame/Notice';
import { usePolled } from '../../frame/usePolled';
import { useText } from '../../text/useText';
import { useStageNames } from '../useStageNames';
import { useTitle } from '../useTitle';
import { enterAs } from './enterAs';
import './join.css';

const dead = (error: unknown): boolean => error instanceof ApiError && error.code === 'invitation.link';

/**
 * The link's token, which leaves the address at once, so that nobody reads it there and no history shows it. A reload finds it again: whoever
 * goes to look for a password may come back to a page that the telephone has dropped.
 */
function takeToken(): string {
  const kept = history.state as { link?: string } | null;
  const token = location.hash.slice(1) || (kept?.link ?? '');
  if (location.hash) history.replaceState({ link: token }, '', location.pathname + location.search);
  return token;
}

/** Where a link leads that an operator has made: to an account, or to a new password. The token is in the fragment, which no server sees. */
export function JoinPage() {
  const { t } = useText();
  const [token] = useState(takeToken);
  const [isDead, setDead] = useState(false);
  const link = usePolled(token === '' ? null : 'link', () => lookAtLink(token));
  useTitle(link.value?.kind === 'reset' ? t.people.resetTitle : t.people.joinTitle, t.brand);
  return (
    <>
      <Header />
      <main id="content" class="join-page">
        {token === '' || isDead || dead(link.error) ? (
          <div data-testid="link-dead">
            <Notice title={t.people.linkDead} text={t.people.linkDeadText} />
          </div>
        ) : link.value ? (
          <JoinForm link={link.value} token={token} die={() => setDead(true)} />
        ) : link.error ? (
          <Failed error={link.error} retry={link.reload} />
        ) : (
          <Loading />
        )}
      </main>
    </>
  );
}

function JoinForm({ link, token, die }: { link: SeenLink; token: string; die: () => void }) {
  const { t } = useText();
  const stageName = useStageNames();
  const [email, setEmail] = useState('');
  const [name, setName] = useState(link.name);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const isReset = link.kind === 'reset';
  const { form, busy, faults, submit } = useSubmit(
    async () => enterAs(await acceptLink(isReset ? { token, password, ...(link.secondFactor && { code }) } : { token, email, name, password })),
    (error) => {
      if (!dead(error)) return 'untold';
      die();
      return 'shown';
    },
  );
  return (
    <form ref={form} class="card join-form" onSubmit={submit} noValidate>
      <h1>{isReset ? t.people.resetTitle : t.people.joinTitle}</h1>
      <p>{isReset ? t.people.resetText(link.email ?? '') : t.people.joinText(link.name, link.roles.map((role) => t.people.roles[role] ?? role).join(', '))}</p>
      {link.stages.length > 0 && <p data-testid="join-stages">{t.people.joinStages(link.stages.map(stageName).join(', '))}</p>}
      {isReset ? (
        // Password stores must know whose password it is.
        <input class="visually-hidden" name="username" autocomplete="username" value={link.email ?? ''} readOnly tabIndex={-1} aria-hidden="true" />
      ) : (
        <>
          <TextField name="email" label={t.people.email} type="email" autocomplete="username" value={email} set={setEmail} faults={faults} testid="join-email" />
          <TextField name="name" label={t.people.name} hint={t.people.nameHint} autocomplete="nickname" value={name} set={setName} faults={faults} testid="join-name" />
        </>
      )}
      <TextField name="password" label={t.people.newPassword} hint={t.people.passwordHint} type="password" autocomplete="new-password" value={password} set={setPassword} faults={faults} testid="join-password" />
      {link.secondFactor && <TextField name="code" label={t.people.code} hint={t.people.codeHint} autocomplete="one-time-code" value={code} set={setCode} faults={faults} testid="join-code" />}
      <button type="submit" class="button" disabled={busy} data-testid="join">
        {isReset ? t.people.reset : t.people.join}
      </button>
    </form>
  );
}
