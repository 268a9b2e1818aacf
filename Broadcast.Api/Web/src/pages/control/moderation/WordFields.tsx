import type { FieldFault } from '../../../api/http';
import type { ListedWord, WordAction } from '../../../api/moderation';
import { Field } from '../../../forms/Field';
import { useText } from '../../../text/useText';

const actions: readonly WordAction[] = ['mask', 'hold', 'block'];

export type WordDraft = Pick<ListedWord, 'text' | 'action'>;

/** What happens to a message with a word. */
export function ActionField({ action, set, faults, testid }: { action: WordAction; set: (action: WordAction) => void; faults: readonly FieldFault[]; testid: string }) {
  const { t } = useText();
  return (
    <Field name="action" label={t.words.action} faults={faults}>
      {(control) => (
        <select {...control} class="field" value={action} onChange={(event) => set(event.currentTarget.value as WordAction)} data-testid={testid}>
          {actions.map((known) => (
            <option key={known} value={known}>
              {t.words.actions[known]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A word and what happens. */
export function WordFields({ draft, set, faults, testid }: { draft: WordDraft; set: (part: Partial<WordDraft>) => void; faults: readonly FieldFault[]; testid: string }) {
  const { t } = useText();
  return (
    <>
      <Field name="text" label={t.words.word} faults={faults}>
        {(control) => (
          <input {...control} class="field" value={draft.text} maxLength={50} autocomplete="off" onInput={(event) => set({ text: event.currentTarget.value })} data-testid={`${testid}-text`} />
        )}
      </Field>
      <ActionField action={draft.action} set={(action) => set({ action })} faults={faults} testid={`${testid}-action`} />
    </>
  );
}
