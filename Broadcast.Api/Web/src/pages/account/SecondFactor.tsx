import { useState } from 'preact/hooks';
import { beginSecondFactor, confirmSecondFactor, turnOffSecondFactor, type NewSecondFactor, type OwnAccount } from '../../api/people';
import { TextField } from '../../forms/TextField';
import { useSubmit } from '../../forms/useSubmit';
import { toastGood } from '../../frame/Toasts';
import { useText } from '../../text/useText';
import { QrCode } from './QrCode';

interface SecondFactorProps {
  own: OwnAccount;
  token: string;
  /** Goes on with another sign-in: confirming an app ends the one that was. */
  enter: (token: string) => void;
  reload: () => void;
}

/** Sets an authenticator app up, shows the recovery codes once, and turns it off. */
export function SecondFactor({ own, token, enter, reload }: SecondFactorProps) {
  const { t } = useText();
  const [begun, setBegun] = useState<NewSecondFactor | null>(null);
  const [kept, setKept] = useState<{ codes: string[]; token: string } | null>(null);
  const isNeeded = own.secondFactorNeeded && !own.account.secondFactor;
  return (
    <section class="card" aria-labelledby="second-factor" data-testid="second-factor">
      <h2 id="second-factor">{t.people.factorTitle}</h2>
      {isNeeded && !kept && <p role="status" class="needed">{t.people.factorNeeded}</p>}
      {kept ? (
        <RecoveryCodes codes={kept.codes} done={() => (enter(kept.token), setKept(null), setBegun(null), reload())} />
      ) : own.account.secondFactor ? (
        <TurnOff own={own} token={token} reload={reload} />
      ) : begun ? (
        <Confirm begun={begun} token={token} confirmed={(codes, fresh) => setKept({ codes, token: fresh })} />
      ) : (
        <Begin token={token} begun={setBegun} />
      )}
    </section>
  );
}

function Begin({ token, begun }: { token: string; begun: (made: NewSecondFactor) => void }) {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const { form, busy, faults, submit } = useSubmit(async () => begun(await beginSecondFactor(password, token)));
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <p>{t.people.factorText}</p>
      <TextField name="password" label={t.people.presentPassword} type="password" autocomplete="current-password" value={password} set={setPassword} faults={faults} testid="factor-password" />
      <button type="submit" class="button quiet" disabled={busy} data-testid="factor-begin">
        {t.people.factorBegin}
      </button>
    </form>
  );
}

function Confirm({ begun, token, confirmed }: { begun: NewSecondFactor; token: string; confirmed: (codes: string[], token: string) => void }) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const { form, busy, faults, submit } = useSubmit(async () => {
    const { recoveryCodes, signedIn } = await confirmSecondFactor(code, token);
    confirmed(recoveryCodes, signedIn.token);
  });
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <p>{t.people.factorScan}</p>
      <QrCode svg={begun.qr} label={t.people.factorQr} />
      <p>
        {t.people.factorSecret} <code data-testid="factor-secret">{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <a class="button quiet" href={begun.uri}>
        {t.people.factorOpen}
      </a>
      <TextField name="code" label={t.people.code} autocomplete="one-time-code" value={code} set={setCode} faults={faults} testid="factor-code" />
      <button type="submit" class="button" disabled={busy} data-testid="factor-confirm">
        {t.people.factorConfirm}
      </button>
    </form>
  );
}

function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const { t } = useText();
  return (
    <div role="status">
      <h3>{t.people.factorCodes}</h3>
      <p>{t.people.factorCodesText}</p>
      <ul class="recovery-codes" data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" class="button" onClick={done} data-testid="factor-kept">
        {t.people.factorKept}
      </button>
    </div>
  );
}

function TurnOff({ own, token, reload }: Pick<SecondFactorProps, 'own' | 'token' | 'reload'>) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const { form, busy, faults, submit } = useSubmit(async () => {
    await turnOffSecondFactor(code, token);
    toastGood(t.people.factorIsOff);
    reload();
  });
  return (
    <>
      <p data-testid="factor-on">{t.people.factorOn(own.recoveryCodes)}</p>
      {!own.secondFactorNeeded && (
        <form ref={form} onSubmit={submit} noValidate>
          <TextField name="code" label={t.people.code} hint={t.people.codeHint} autocomplete="one-time-code" value={code} set={setCode} faults={faults} testid="factor-off-code" />
          <button type="submit" class="button quiet" disabled={busy} data-testid="factor-off">
            {t.people.factorOff}
          </button>
        </form>
      )}
    </>
  );
}
