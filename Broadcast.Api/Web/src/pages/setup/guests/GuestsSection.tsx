import { useState } from 'preact/hooks';
import { decideGuests, getGuests } from '../../../api/setup';
import { Failed, Loading } from '../../../frame/Notice';
import { toastError, toastGood } from '../../../frame/Toasts';
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
  const { t } = useSetupText();
  const loaded = usePolled(`guests of ${festival?.id ?? ''}`, () => getGuests(festival!.id));
  const [picked, setPicked] = useState<Choice | null>(null);
  const [busy, setBusy] = useState(false);
  if (!festival) return null;
  if (!loaded.value) return loaded.error ? <Failed error={loaded.error} retry={loaded.reload} /> : <Loading />;

  const { guests, decided } = loaded.value;
  const now = choiceOf(guests);
  const chosen = picked ?? now;
  const save = (event: Event) => {
    event.preventDefault();
    if (!chosen) return;
    setBusy(true);
    decideGuests(festival.id, [...choices[chosen]], session.token)
      .then((saved) => {
        loaded.set(saved);
        setPicked(null);
        toastGood(t.setup.guestsSaved);
        reload();
      }, toastError)
      .finally(() => setBusy(false));
  };
  return (
    <Panel title={t.setup.sections.guests} text={t.setup.guestsText}>
      <form onSubmit={save}>
        <fieldset class="guest-choices">
          <legend>{t.setup.guestsAsk}</legend>
          {(Object.keys(choices) as Choice[]).map((name) => (
            <label key={name} class="guest-choice">
              <input type="radio" name="guests" checked={chosen === name} onChange={() => setPicked(name)} data-testid={`guests-${name}`} />
              <span>
                <strong>{t.setup.guestChoices[name].title}</strong>
                <span>{t.setup.guestChoices[name].good}</span>
                <span>{t.setup.guestChoices[name].bad}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {!now && <p class="form-hint">{t.setup.guestsOther(guests.map((right) => t.setup.rights[right] ?? right).join(', '))}</p>}
        {!decided && <p class="form-hint">{t.setup.guestsDefault}</p>}
        <div class="setup-save">
          <button type="submit" class="button" disabled={busy || !chosen || (decided && chosen === now)} data-testid="save-guests">
            {t.setup.decide}
          </button>
        </div>
      </form>
    </Panel>
  );
}
