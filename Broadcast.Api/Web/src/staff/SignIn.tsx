import { useEffect, useRef, useState } from 'preact/hooks';
import { signIn } from '../api/accounts';
import { ApiError } from '../api/http';
import { LanguageSwitch } from '../frame/Header';
import { Mark } from '../frame/Mark';
import { paths } from '../paths';
import { useText } from '../text/useText';

/** The sign-in form for staff who have no link with a token. It asks for a code where the account has a second factor. */
export function SignIn({ title, enter }: { title: string; enter: (token: string) => void }) {
  const { t, explain } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [asksCode, setAsksCode] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asksCode) code.current?.focus();
  }, [asksCode, error]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    signIn(String(form.get('user')), String(form.get('password')), String(form.get('code') ?? ''))
      .then(({ token, secondFactorNeeded }) => {
        enter(token);
        // Until it is set up, the token is good for nothing else.
        if (secondFactorNeeded && location.pathname !== paths.account) location.assign(paths.account);
      })
      .catch((refused: unknown) => {
        if (refused instanceof ApiError && refused.code === 'account.second_factor') setAsksCode(true);
        setError(refused);
      })
      .finally(() => setBusy(false));
  };
  return (
    <main class="sign-in" id="content">
      <form class="card" onSubmit={submit}>
        <Mark size={52} />
        <h1>{title}</h1>
        <label>
          {t.user}
          <input class="field" name="user" autocomplete="username" required data-testid="sign-in-user" />
        </label>
        <label>
          {t.password}
          <input class="field" name="password" type="password" autocomplete="current-password" required data-testid="sign-in-password" />
        </label>
        {asksCode && (
          <label>
            {t.people.code}
            <input ref={code} class="field" name="code" autocomplete="one-time-code" required aria-describedby="code-hint" data-testid="sign-in-code" />
            <span id="code-hint">{t.people.codeHint}</span>
          </label>
        )}
        {error !== null && (
          <p class="form-error" role="alert">
            {explain(error)}
          </p>
        )}
        <button type="submit" class="button" disabled={busy} data-testid="sign-in">
          {t.signIn}
        </button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
