import { useState } from 'preact/hooks';
import { changePassword, type Account } from '../../api/people';
import { TextField } from '../../forms/TextField';
import { useSubmit } from '../../forms/useSubmit';
import { toastGood } from '../../frame/Toasts';
import { useText } from '../../text/useText';

export function OwnPassword({ account, token }: { account: Account; token: string }) {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const { form, busy, faults, submit } = useSubmit(async () => {
    await changePassword({ password, newPassword }, token);
    setPassword('');
    setNewPassword('');
    toastGood(t.people.passwordChanged);
  });
  return (
    <section class="card" aria-labelledby="own-password">
      <h2 id="own-password">{t.people.passwordTitle}</h2>
      <form ref={form} onSubmit={submit} noValidate>
        <input class="visually-hidden" name="username" autocomplete="username" value={account.email} readOnly tabIndex={-1} aria-hidden="true" />
        <TextField name="password" label={t.people.presentPassword} type="password" autocomplete="current-password" value={password} set={setPassword} faults={faults} testid="present-password" />
        <TextField name="newPassword" label={t.people.newPassword} hint={t.people.passwordHint} type="password" autocomplete="new-password" value={newPassword} set={setNewPassword} faults={faults} testid="new-password" />
        <button type="submit" class="button quiet" disabled={busy} data-testid="change-password">
          {t.people.passwordChange}
        </button>
      </form>
    </section>
  );
}
