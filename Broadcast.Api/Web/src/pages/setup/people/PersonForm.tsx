import { useRef } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { changeAccount, type Account } from '../../../api/people';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { TextField } from '../../../forms/TextField';
import { useDraft } from '../../../forms/useDraft';
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

const draftOf = ({ name, roles, stages }: Account): { name: string } & Rights => ({ name, roles, stages });

/** The name of the draft of somebody's account. */
export const personDraft = (id: string): string => `person ${id}`;

/** Changes an account. When somebody else was faster, what was typed stays beside what is there now. */
export function PersonForm({ account, stages, token, done }: PersonFormProps) {
  const { t, named } = useText();
  const typed = useDraft(personDraft(account.id), draftOf(account), account.revision);
  const { draft, set, reset, saveDone, meet } = typed;
  const { name, ...rights } = draft;
  const present = useRef(account);
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      // A new moderator has all rights; one who was has those that were given.
      const keeps = rights.roles.includes('moderator') && present.current.roles.includes('moderator');
      const saved = await changeAccount(account.id, { revision: typed.revision ?? account.revision, name, ...rights, ...(keeps && { moderates: present.current.moderates }) }, token);
      saveDone(draft, draftOf(saved), saved.revision);
      toastGood(t.people.saved);
      done();
    },
    (error) => {
      const theirs = error.problem['account'] as Account | undefined;
      if (error.code !== 'account.conflict' || !theirs) return false;
      present.current = theirs;
      meet(draftOf(theirs), theirs.revision);
      return true;
    },
  );
  const labels = { name: t.people.name, roles: t.people.inviteRoles, stages: t.people.inviteStages };
  const shown = (value: unknown, field: keyof typeof labels): string =>
    field === 'name' ? String(value) : (value as string[]).map((id) => (field === 'roles' ? (t.people.roles[id] ?? id) : nameOf(id))).join(', ');
  const nameOf = (id: string) => {
    const stage = stages.find((one) => one.id === id);
    return stage ? named(stage) : id;
  };
  return (
    <form ref={form} class="people-form" onSubmit={submit} noValidate>
      <DraftLine restored={typed.restored} discard={reset} />
      <DraftConflict form={typed} label={(field) => labels[field]} show={shown} />
      <TextField name="name" label={t.people.name} value={name} set={(next) => set({ name: next })} faults={faults} testid="person-name" />
      <RightsFields rights={rights} set={set} stages={stages} faults={faults} />
      <button type="submit" class="button" disabled={busy} data-testid="person-save">
        {t.save}
      </button>
    </form>
  );
}
