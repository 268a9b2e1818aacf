import { useState } from 'preact/hooks';
import { renameOwn, type Account } from '../../api/people';
import { TextField } from '../../forms/TextField';
import { useSubmit } from '../../forms/useSubmit';
import { toastGood } from '../../frame/Toasts';
import { useText } from '../../text/useText';

export function OwnName({ account, token, reload }: { account: Account; token: string; reload: () => void }) {
  const { t } = useText();
  const [name, setName] = useState(account.name);
  const { form, busy, faults, submit } = useSubmit(async () => {
    await renameOwn(name, token);
    toastGood(t.saved);
    reload();
  });
  return (
    <section class="card" aria-labelledby="own-name">
      <h2 id="own-name">{t.people.name}</h2>
      <form ref={form} onSubmit={submit} noValidate>
        <TextField name="name" label={t.people.name} hint={t.people.nameLater} autocomplete="nickname" value={name} set={setName} faults={faults} testid="own-name" />
        <button type="submit" class="button quiet" disabled={busy}>
          {t.save}
        </button>
      </form>
    </section>
  );
}
