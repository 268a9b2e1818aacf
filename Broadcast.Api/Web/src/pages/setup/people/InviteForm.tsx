import type { Stage } from '../../../api/festivals';
import { wasMade } from '../../../api/once';
import { invite, moderationRights } from '../../../api/people';
import { DraftLine } from '../../../forms/DraftLine';
import { TextField } from '../../../forms/TextField';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import type { LinkShown } from './PeopleSection';
import { RightsFields, sentRights, type RightsDraft } from './RightsFields';

const fresh: { name: string } & RightsDraft = { name: '', roles: ['anchor'], stages: [], moderates: [...moderationRights] };

interface InviteFormProps {
  stages: readonly Stage[];
  token: string;
  show: (made: LinkShown) => void;
  /** There is one more invitation in the list. */
  reload: () => void;
}

export function InviteForm({ stages, token, show, reload }: InviteFormProps) {
  const { t } = useText();
  const { draft, set, reset, restored, saveDone } = useDraft('invitation', fresh, null);
  const { name, ...rights } = draft;
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      show({ name, link: await invite({ name, ...sentRights(rights) }, token) });
      saveDone(draft, fresh, null);
    },
    (refused) => {
      if (!wasMade(refused)) return 'untold';
      toastGood(t.people.inviteUnseen);
      saveDone(draft, fresh, null);
      reload();
      return 'shown';
    },
  );
  return (
    <form ref={form} class="card people-form" onSubmit={submit} noValidate aria-labelledby="invite">
      <h3 id="invite">{t.people.inviteTitle}</h3>
      <DraftLine restored={restored} discard={reset} />
      <TextField name="name" label={t.people.inviteWho} value={name} set={(next) => set({ name: next })} faults={faults} testid="invite-name" />
      <RightsFields rights={rights} set={set} stages={stages} faults={faults} />
      <button type="submit" class="button" disabled={busy} data-testid="invite">
        {t.people.invite}
      </button>
    </form>
  );
}
