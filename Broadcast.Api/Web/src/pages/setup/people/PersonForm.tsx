import type { Stage } from '../../../api/festivals';
import { changeAccount, moderationRights, type Account, type ModerationRight } from '../../../api/people';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { TextField } from '../../../forms/TextField';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { RightsFields, sentRights, type RightsDraft } from './RightsFields';

interface PersonFormProps {
  account: Account;
  stages: readonly Stage[];
  stageName: (stage: string) => string;
  token: string;
  done: () => void;
}

type PersonDraft = { name: string } & RightsDraft;

/** Who becomes a moderator has all rights at first. */
const draftOf = ({ name, roles, stages, moderates }: Account): PersonDraft => ({
  name,
  roles,
  stages,
  moderates: roles.includes('moderator') ? moderates : [...moderationRights],
});

/** The name of the draft of somebody's account. */
export const personDraft = (id: string): string => `person ${id}`;

/** Changes an account. When somebody else was faster, what was typed stays beside what is there now. */
export function PersonForm({ account, stages, stageName, token, done }: PersonFormProps) {
  const { t } = useText();
  const typed = useDraft(personDraft(account.id), draftOf(account), account.revision);
  const { draft, set, reset, saveDone, meet } = typed;
  const { name, ...rights } = draft;
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      const { draft: sent, revision } = typed.latest();
      const saved = await changeAccount(account.id, { revision: revision ?? account.revision, name: sent.name, ...sentRights(sent) }, token);
      saveDone(sent, draftOf(saved), saved.revision);
      toastGood(t.saved);
      done();
    },
    (error) => {
      const theirs = error.problem['account'] as Account | undefined;
      if (error.code !== 'account.conflict' || !theirs) return 'untold';
      return meet(draftOf(theirs), theirs.revision);
    },
  );
  const labels = { name: t.people.name, roles: t.people.inviteRoles, stages: t.people.inviteStages, moderates: t.people.inviteModerates };
  const nameOf: Record<Exclude<keyof PersonDraft, 'name'>, (id: string) => string> = {
    roles: (id) => t.people.roles[id] ?? id,
    stages: stageName,
    moderates: (id) => t.people.moderates[id as ModerationRight],
  };
  const shown = (value: unknown, field: keyof PersonDraft): string => (field === 'name' ? String(value) : (value as string[]).map(nameOf[field]).join(', '));
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
