import { useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { changeAccount, type Account } from '../../../api/people';
import { TextField } from '../../../forms/TextField';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { RightsFields, type Rights } from './RightsFields';

interface PersonFormProps {
  account: Account;
  stages: readonly Stage[];
  token: string;
  done: () => void;
}

/** Changes an account. When somebody else was faster, what was typed stays, and the next save replaces what is there now. */
export function PersonForm({ account, stages, token, done }: PersonFormProps) {
  const { t } = useText();
  const [name, setName] = useState(account.name);
  const [rights, setRights] = useState<Rights>({ roles: account.roles, stages: account.stages });
  const [present, setPresent] = useState(account);
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      // A new moderator has all rights; one who was has those that were given.
      const keeps = rights.roles.includes('moderator') && present.roles.includes('moderator');
      await changeAccount(account.id, { revision: present.revision, name, ...rights, ...(keeps && { moderates: present.moderates }) }, token);
      toastGood(t.people.saved);
      done();
    },
    (error) => {
      if (error.code !== 'account.conflict') return false;
      setPresent(error.problem['account'] as Account);
      return true;
    },
  );
  return (
    <form ref={form} class="people-form" onSubmit={submit} noValidate>
      {present !== account && (
        <p role="alert" class="form-fault">
          {t.people.conflict([present.name, ...present.roles.map((role) => t.people.roles[role] ?? role), ...present.stages].join(', '))}
        </p>
      )}
      <TextField name="name" label={t.people.name} value={name} set={setName} faults={faults} testid="person-name" />
      <RightsFields rights={rights} set={setRights} stages={stages} faults={faults} />
      <button type="submit" class="button" disabled={busy} data-testid="person-save">
        {t.save}
      </button>
    </form>
  );
}
