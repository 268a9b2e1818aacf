import { useEffect, useRef, useState } from 'preact/hooks';
import { sendCode, signInWithCode, type SentCode, type Via } from '../../api/viewers';
import { useKeptFocus } from '../../frame/KeptFocus';
import { useNow } from '../../frame/useNow';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { isPerson, rememberPerson, type Person } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import './signInPanel.css';
import { UseLogin } from './UseLogin';

interface SignInPanelProps {
  ways: readonly Via[];
  /** Viewers may use a login instead. */
  login: boolean;
  /** The demo shows the codes. */
  shows: boolean;
  /** Who is here: a person proves one more telephone, mailbox or login. */
  viewer: Guest | null;
  enter: (person: Person) => void;
  cancel: () => void;
}

/** A code can be asked for again after this long (ms). */
const resendAfter = 60_000;

/** Signs a viewer in: the address first, then the code that came there. */
export function SignInPanel({ ways, login, shows, viewer, enter, cancel }: SignInPanelProps) {
  const { t, explain } = useText();
  const linking = isPerson(viewer);
  const [via, setVia] = useState<Via>(ways[0] ?? 'sms');
  const [to, setTo] = useState('');
  const [sent, setSent] = useState<(SentCode & { at: number }) | null>(null);
  const panel = useRef<HTMLElement>(null);
  useKeptFocus(panel, 'sign-in');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    work()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const ask = () => run(async () => setSent({ ...(await sendCode(to.trim(), via)), at: Date.now() }));
  const give = (code: string) => run(async () => enter(rememberPerson(await signInWithCode(sent!.challenge, code, viewer?.ticket ?? null))));

  return (
    <section ref={panel} class="card sign-in-panel" aria-label={linking ? t.linkTitle : t.signInTitle} onKeyDown={(event) => event.key === 'Escape' && cancel()} data-testid="sign-in-panel">
      <header>
        <h2>{linking ? t.linkTitle : t.signInTitle}</h2>
        <button type="button" class="plain" onClick={cancel} aria-label={t.close}>
          ×
        </button>
      </header>
      {sent ? (
        <CodeForm to={to} sent={sent} busy={busy} give={give} again={ask} back={() => setSent(null)} />
      ) : ways.length === 0 ? null : (
        <AddressForm ways={ways} via={via} setVia={setVia} to={to} setTo={setTo} busy={busy} ask={ask} />
      )}
      {login && !sent && <UseLogin viewer={viewer} look="button" testId="login" />}
      {shows && (
        <p class="form-note" data-testid="demo-codes">
          {sent?.demoCode ? t.demoCode : t.demoCodes} {sent?.demoCode && <strong data-testid="demo-code">{sent.demoCode}</strong>}
        </p>
      )}
      {error !== null && (
        <p class="form-error" role="alert" data-testid="sign-in-error">
          {explain(error)}
        </p>
      )}
    </section>
  );
}

interface AddressFormProps {
  ways: readonly Via[];
  via: Via;
  setVia: (via: Via) => void;
  to: string;
  setTo: (to: string) => void;
  busy: boolean;
  ask: () => void;
}

function AddressForm({ ways, via, setVia, to, setTo, busy, ask }: AddressFormProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    ask();
  };
  return (
    <form onSubmit={submit}>
      {ways.length > 1 && (
        <div class="ways" role="radiogroup" aria-label={t.signInTitle}>
          {ways.map((way) => (
            <label key={way}>
              <input type="radio" name="via" checked={way === via} onChange={() => setVia(way)} data-testid={`via-${way}`} /> {t.ways[way]}
            </label>
          ))}
        </div>
      )}
      {via === 'email' && <p class="form-note">{t.emailIsWeak}</p>}
      <div class="row">
        <input
          ref={input}
          key={via}
          class="field"
          type="text"
          inputMode={via === 'sms' ? 'tel' : 'email'}
          autocomplete={via === 'sms' ? 'tel' : 'email'}
          required
          maxLength={254}
          placeholder={t.addresses[via]}
          aria-label={t.addresses[via]}
          value={to}
          onInput={(event) => setTo(event.currentTarget.value)}
          data-testid="sign-in-to"
        />
        <button type="submit" class="button" disabled={busy || !to.trim()} data-testid="send-code">
          {t.sendCode}
        </button>
      </div>
    </form>
  );
}

interface CodeFormProps {
  to: string;
  sent: SentCode & { at: number };
  busy: boolean;
  give: (code: string) => void;
  again: () => void;
  back: () => void;
}

function CodeForm({ to, sent, busy, give, again, back }: CodeFormProps) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const left = sent.at + resendAfter - useNow(500);
  useEffect(() => input.current?.focus(), [sent.challenge]);
  const submit = (event: Event) => {
    event.preventDefault();
    give(code.trim());
  };
  return (
    <form onSubmit={submit}>
      <p>{t.codeSent(to)}</p>
      <div class="row">
        <input
          ref={input}
          class="field number"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="\s*[0-9]{6}\s*"
          maxLength={8}
          required
          placeholder={t.code}
          aria-label={t.code}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
          data-testid="sign-in-code"
        />
        <button type="submit" class="button" disabled={busy || code.trim().length < 6} data-testid="give-code">
          {t.signIn}
        </button>
      </div>
      <p class="row">
        <button type="button" class="plain" disabled={busy || left > 0} onClick={again} data-testid="resend-code">
          {left > 0 ? t.resendIn(countdown(left)) : t.resend}
        </button>
        <button type="button" class="plain" onClick={back}>
          {t.otherAddress}
        </button>
      </p>
    </form>
  );
}
