import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../../api/http';
import { importWords } from '../../../api/moderation';
import { DraftLine } from '../../../forms/DraftLine';
import { FaultTable } from '../../../forms/FaultTable';
import { Field } from '../../../forms/Field';
import { useDraft } from '../../../forms/useDraft';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { ActionField, type WordDraft } from './WordFields';
import { faultsOf, linesOf } from './wordLines';

const empty: WordDraft = { text: '', action: 'hold' };

/** Many words at once, one in each line: all of them, or none with what is wrong line by line. */
export function WordImport({ token, reload }: { token: string; reload: () => void }) {
  const { t } = useText();
  const { draft, set, reset, restored, saveDone } = useDraft('words', empty, null);
  const { text, action } = draft;
  const [isOpen] = useState(restored !== null);
  const [faults, setFaults] = useState<ReturnType<typeof faultsOf>>([]);
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => void (faults.length > 0 && result.current?.focus()), [faults]);
  const lines = linesOf(text);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const { added, changed } = await importWords(
        lines.map((line) => ({ text: line.text, action })),
        token,
      );
      toastGood(t.words.imported(added, changed));
      saveDone(draft, { text: '', action }, null);
      setFaults([]);
      reload();
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : [];
      setFaults(faultsOf(lines, fields));
      if (fields.length === 0) toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <details class="word-import" open={isOpen}>
      <summary data-testid="word-import">{t.words.import}</summary>
      <form onSubmit={(event) => void submit(event)}>
        <DraftLine restored={restored} discard={reset} />
        <Field name="words" label={t.words.importLines} hint={t.words.importText} faults={[]}>
          {(control) => <textarea {...control} class="field" rows={6} value={text} onInput={(event) => set({ text: event.currentTarget.value })} data-testid="word-lines" />}
        </Field>
        <ActionField action={action} set={(next) => set({ action: next })} faults={[]} testid="word-lines-action" />
        <button type="submit" class="button" disabled={busy || lines.length === 0} data-testid="word-lines-add">
          {t.words.importGo}
        </button>
      </form>
      {faults.length > 0 && (
        <div ref={result} tabIndex={-1} role="status" data-testid="word-faults">
          <p class="form-fault">{t.words.importFaults(faults.length)}</p>
          <FaultTable faults={faults} />
        </div>
      )}
    </details>
  );
}
