import { useState } from 'preact/hooks';
import { getRundown, putRundown, type Festival, type Rundown, type Slot } from '../../api/festivals';
import { ApiError } from '../../api/http';
import { toastError, toastGood } from '../../frame/Toasts';
import { fromLocalInput, toLocalInput } from '../../text/format';
import { useText } from '../../text/useText';
import { addSlot, changeSlot, draftOf, overlaps, removeSlot, type RundownDraft } from './rundownDraft';

interface RundownEditorProps {
  festival: Festival;
  draft: RundownDraft;
  change: (draft: RundownDraft) => void;
  now: number;
  token: string;
  done: (saved: Rundown | null) => void;
}

/** Edits the whole list and saves it against the revision it began from. */
export function RundownEditor({ festival, draft, change, now, token, done }: RundownEditorProps) {
  const { t, named } = useText();
  const first = festival.stages[0];
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState(false);
  const clashing = overlaps(draft.slots);

  const save = async (revision: number) => {
    setBusy(true);
    try {
      await putRundown(festival.id, { revision, slots: draft.slots }, token);
      toastGood(t.saved);
      done(await getRundown(festival.id));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'rundown.conflict') setConflict(true);
      else toastError(error);
    } finally {
      setBusy(false);
    }
  };
  const theirs = () => getRundown(festival.id).catch((error: unknown) => void toastError(error));
  const loadTheirs = async () => {
    const loaded = await theirs();
    if (!loaded) return;
    setConflict(false);
    change(draftOf(loaded));
  };
  const keepMine = async () => {
    const loaded = await theirs();
    if (!loaded) return;
    setConflict(false);
    change({ ...draft, revision: loaded.revision });
    await save(loaded.revision);
  };

  return (
    <section class="panel rundown editing" aria-label={t.rundown} data-testid="rundown-editor">
      <header>
        <h2>
          {t.rundown} <em>{t.unsaved}</em>
        </h2>
        <button type="button" class="button quiet" onClick={() => done(null)}>
          {t.cancel}
        </button>
        <button type="button" class="button" disabled={busy || clashing.size > 0} onClick={() => save(draft.revision)} data-testid="save-rundown">
          {t.save}
        </button>
      </header>
      {conflict && (
        <div class="conflict" role="alert" data-testid="conflict">
          <p>{t.conflict}</p>
          <button type="button" class="button quiet" onClick={loadTheirs}>
            {t.takeTheirs}
          </button>
          <button type="button" class="button quiet" onClick={keepMine}>
            {t.keepMine}
          </button>
        </div>
      )}
      {clashing.size > 0 && <p class="form-error">{t.codes['rundown.overlap']}</p>}
      <ol>
        {draft.slots.map((slot, index) => (
          <SlotRow
            key={slot.id ?? `new ${index}`}
            slot={slot}
            over={Date.parse(slot.start) + slot.duration * 1000 < now}
            clashing={clashing.has(index)}
            festival={festival}
            change={(part) => change(changeSlot(draft, index, part))}
            remove={() => change(removeSlot(draft, index))}
          />
        ))}
      </ol>
      <button type="button" class="button quiet" disabled={!first}
        onClick={() => first && change(addSlot(draft, first.id, named(first), now))} data-testid="add-slot">
        + {t.addSlot}
      </button>
    </section>
  );
}

interface SlotRowProps {
  slot: Slot;
  over: boolean;
  clashing: boolean;
  festival: Festival;
  change: (part: Partial<Slot>) => void;
  remove: () => void;
}

function SlotRow({ slot, over, clashing, festival, change, remove }: SlotRowProps) {
  const { t, named } = useText();
  // A slot that is over is saved with the list, but cannot be edited.
  if (over) return null;
  const start = (value: string) => {
    const at = fromLocalInput(value);
    if (!Number.isNaN(at)) change({ start: new Date(at).toISOString() });
  };
  return (
    <li class={clashing ? 'clashing' : ''} data-stage={slot.stage}>
      <input class="field" type="datetime-local" step={1} value={toLocalInput(Date.parse(slot.start))} onChange={(event) => start(event.currentTarget.value)} aria-label={t.start} />
      <select class="field" value={slot.stage} onChange={(event) => change({ stage: event.currentTarget.value })} aria-label={t.stage}>
        {festival.stages.map((stage) => (
          <option key={stage.id} value={stage.id}>
            {named(stage)}
          </option>
        ))}
      </select>
      <input class="field" type="number" min={5} max={86400} value={slot.duration} onInput={(event) => change({ duration: event.currentTarget.valueAsNumber || 0 })} aria-label={t.duration} />
      <input class="field" value={slot.title} maxLength={80} required placeholder={t.title} onInput={(event) => change({ title: event.currentTarget.value })} aria-label={t.title} />
      <button type="button" class="plain" onClick={remove} aria-label={t.remove}>
        ×
      </button>
    </li>
  );
}
