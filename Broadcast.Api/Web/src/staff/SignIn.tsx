import { useState } from 'preact/hooks';
import { signIn } from '../api/accounts';
import { LanguageSwitch } from '../frame/Header';
import { Mark } from '../frame/Mark';
import { useText } from '../text/useText';

/** The sign-in form for staff who have no link with a token. */
export function SignIn({ title, enter }: { title: string; enter: (token: string) => void }) {
  const { t, explain } = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    signIn(String(form.get('user')), String(form.get('password')))
      .then(({ token }) => enter(token), setError)
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
