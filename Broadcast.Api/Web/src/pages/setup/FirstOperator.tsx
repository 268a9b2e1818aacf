import { useState } from 'preact/hooks';
import { claimFirst } from '../../api/setup';
import { Field } from '../../forms/Field';
import { useSubmit } from '../../forms/useSubmit';
import { LanguageSwitch } from '../../frame/Header';
import { Mark } from '../../frame/Mark';
import { paths } from '../../paths';
import { useSetupText } from './useSetupText';

interface FirstOperatorProps {
  /** Of the printed link; good once. */
  token: string;
  enter: (token: string) => void;
  signIn: () => void;
}

/** The form behind the printed link: whoever holds it makes the first account. */
export function FirstOperator({ token, enter, signIn }: FirstOperatorProps) {
  const { t } = useSetupText();
  const [draft, setDraft] = useState({ email: '', name: '', password: '' });
  const { form, busy, faults, submit } = useSubmit(async () => {
    const signedIn = await claimFirst({ token, ...draft });
    enter(signedIn.token);
    // Until it is set up, the token is good for nothing else.
    if (signedIn.secondFactorNeeded) location.assign(paths.account);
  });
  const set = (part: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...part }));
  return (
    <main class="sign-in" id="content">
      <form class="card" ref={form} onSubmit={submit} data-testid="first-operator">
        <Mark size={52} />
        <h1>{t.setup.firstTitle}</h1>
        <p class="form-hint">{t.setup.firstText}</p>
        <Field name="name" label={t.setup.yourName} faults={faults}>
          {(control) => <input {...control} class="field" autocomplete="name" required maxLength={40} value={draft.name} onInput={(event) => set({ name: event.currentTarget.value })} />}
        </Field>
        <Field name="email" label={t.addresses.email} faults={faults}>
          {(control) => <input {...control} class="field" type="email" autocomplete="username" required value={draft.email} onInput={(event) => set({ email: event.currentTarget.value })} />}
        </Field>
        <Field name="password" label={t.password} hint={t.setup.passwordHint} faults={faults}>
          {(control) => <input {...control} class="field" type="password" autocomplete="new-password" required minLength={10} value={draft.password} onInput={(event) => set({ password: event.currentTarget.value })} />}
        </Field>
        <button type="submit" class="button" disabled={busy} data-testid="first-go">
          {t.setup.firstGo}
        </button>
        <button type="button" class="plain" onClick={signIn}>
          {t.setup.haveAccount}
        </button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
