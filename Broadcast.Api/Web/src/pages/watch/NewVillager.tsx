import { useEffect, useRef, useState } from 'preact/hooks';
import type { Site } from '../../api/site';
import { sendCode, type SentCode } from '../../api/viewers';
import { useKeptFocus } from '../../frame/KeptFocus';
import { useText } from '../../text/useText';
import type { SiteDevice } from '../../viewer/site';

interface NewVillagerProps {
  device: SiteDevice;
  site: Site;
  /** Somebody was named, by this id. */
  named: (id: string) => void;
  cancel: () => void;
}

/** Names somebody of the village; who has their telephone with them gives a code, and is the same person at home. */
export function NewVillager({ device, site, named, cancel }: NewVillagerProps) {
  const { t, explain } = useText();
  const [name, setName] = useState('');
  const [to, setTo] = useState('');
  const [sent, setSent] = useState<SentCode | null>(null);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const panel = useRef<HTMLElement>(null);
  useKeptFocus(panel, 'new-villager');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const next = async () => {
    if (to.trim() && !sent) setSent(await sendCode(to.trim(), 'sms'));
    else named((await device.name(name.trim(), sent && { challenge: sent.challenge, code: code.trim() })).id);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    next()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <section ref={panel} class="card sign-in-panel" aria-label={t.newVillager} onKeyDown={(event) => event.key === 'Escape' && cancel()} data-testid="new-villager-panel">
      <header>
        <h2>{t.newVillager}</h2>
        <button type="button" class="plain" onClick={cancel} aria-label={t.close}>
          ×
        </button>
      </header>
      <form onSubmit={submit}>
        <div class="row">
          <input ref={input} class="field" required maxLength={20} placeholder={t.guestName} aria-label={t.guestName} value={name} onInput={(event) => setName(event.currentTarget.value)} data-testid="new-villager-name" />
          {site.signIn.includes('sms') && (
            <input
              class="field"
              inputMode="tel"
              autocomplete="off"
              maxLength={40}
              placeholder={t.addresses.sms}
              aria-label={t.addresses.sms}
              value={to}
              onInput={(event) => (setTo(event.currentTarget.value), setSent(null), setCode(''))}
              data-testid="new-villager-to"
            />
          )}
        </div>
        <div class="row">
          {sent && (
            <input class="field number" inputMode="numeric" autocomplete="off" required maxLength={8} placeholder={t.code} aria-label={t.code} value={code} onInput={(event) => setCode(event.currentTarget.value)} data-testid="new-villager-code" />
          )}
          <button type="submit" class="button" disabled={busy || !name.trim() || (sent !== null && code.trim().length < 6)} data-testid="new-villager-next">
            {to.trim() && !sent ? t.sendCode : t.nameVillager}
          </button>
        </div>
        <p class="form-note">
          {sent ? t.codeSent(to) : site.signIn.includes('sms') && t.villagerTelephone} {sent?.demoCode && t.demoCode} {sent?.demoCode && <strong data-testid="demo-code">{sent.demoCode}</strong>}
        </p>
      </form>
      {error !== null && (
        <p class="form-error" role="alert">
          {explain(error)}
        </p>
      )}
    </section>
  );
}
