import { decideGuests, getGuests, type Guests } from '../../../api/setup';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { Failed, Loading } from '../../../frame/Notice';
import { toastGood } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';

const choices = { all: ['read', 'like', 'chat', 'answer'], watch: ['read', 'like'], none: [] } as const;
type Choice = keyof typeof choices;

const choiceOf = (guests: readonly string[]): Choice | null =>
  (Object.keys(choices) as Choice[]).find((name) => choices[name].length === guests.length && choices[name].every((right) => guests.includes(right))) ?? null;

/** What viewers may do who have not signed in, with the reasons for either. */
export function GuestsSection({ session, festival, reload }: SectionProps) {
  const loaded = usePolled(`guests of ${festival?.id ?? ''}`, () => getGuests(festival!.id));
  if (!festival) return null;
  if (loaded.value) return <GuestsForm festival={festival.id} saved={loaded.value} set={loaded.set} token={session.token} reload={reload} />;
  return loaded.error ? <Failed error={loaded.error} retry={loaded.reload} /> : <Loading />;
}

interface GuestsFormProps {
  festival: string;
  saved: Guests;
  set: (saved: Guests) => void;
  token: string;
  reload: () => void;
}

function GuestsForm({ festival, saved, set, token, reload }: GuestsFormProps) {
  const { t } = useSetupText();
  const typed = useDraft(`guests ${festival}`, { guests: saved.guests }, saved.revision);
  const { draft, touched, restored, reset, saveDone, meet } = typed;
  const { form, busy, submit } = useSubmit(
    async () => {
      const { draft: sent, revision } = typed.latest();
      const done = await decideGuests(festival, { guests: sent.guests, revision: revision ?? saved.revision }, token);
      saveDone(sent, { guests: done.guests }, done.revision);
      set(done);
      toastGood(t.setup.guestsSaved);
      reload();
    },
    (refused) => {
      const theirs = refused.problem['guests'] as Guests | undefined;
      if (refused.code !== 'guests.conflict' || !theirs) return 'untold';
      set(theirs);
      return meet({ guests: theirs.guests }, theirs.revision);
    },
  );
  const chosen = choiceOf(draft.guests);
  const inWords = (guests: readonly string[]): string => {
    const choice = choiceOf(guests);
    return choice ? t.setup.guestChoices[choice].title : guests.map((right) => t.setup.rights[right] ?? right).join(', ');
  };
  return (
    <Panel title={t.setup.sections.guests} text={t.setup.guestsText}>
      <form ref={form} onSubmit={submit}>
        <DraftLine restored={restored} discard={reset} />
        <DraftConflict form={typed} label={() => t.setup.guestsAsk} show={(value) => inWords(value as string[])} />
        <fieldset class="guest-choices">
          <legend>{t.setup.guestsAsk}</legend>
          {(Object.keys(choices) as Choice[]).map((name) => (
            <label key={name} class="guest-choice">
              <input type="radio" name="guests" checked={chosen === name} onChange={() => typed.set({ guests: [...choices[name]] })} data-testid={`guests-${name}`} />
              <span>
                <strong>{t.setup.guestChoices[name].title}</strong>
                <span>{t.setup.guestChoices[name].good}</span>
                <span>{t.setup.guestChoices[name].bad}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {!choiceOf(saved.guests) && <p class="form-hint">{t.setup.guestsOther(inWords(saved.guests))}</p>}
        {!saved.decided && <p class="form-hint">{t.setup.guestsDefault}</p>}
        <div class="setup-save">
          <button type="submit" class="button" disabled={busy || !chosen || (saved.decided && !touched)} data-testid="save-guests">
            {t.setup.decide}
          </button>
        </div>
      </form>
    </Panel>
  );
}
