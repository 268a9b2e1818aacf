import { useState } from 'preact/hooks';
import { getRundown, putRundown, type Festival, type Rundown, type Slot } from '../../api/festivals';
import { ApiError } from '../../api/http';
import { toastError, toastGood } from '../../frame/Toasts';
import { day } from '../../text/format';
import { useText } from '../../text/useText';
import { addSlot, changeSlot, draftOf, insertSlot, moveSlot, overlaps, removeSlot, sentOf, stretchSlot, type DraftSlot, type RundownDraft } from './rundownDraft';
import { SlotRow } from './SlotRow';
import { formatDay } from './slotTimes';

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
  const { t, named, language } = useText();
  const first = festival.stages[0];
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState(false);
  const [shift, setShift] = useState(true);
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const clashing = overlaps(draft.slots);
  // A slot that is over is saved with the list, but cannot be edited.
  const shown = draft.slots.filter((slot) => Date.parse(slot.start) + slot.duration * 1000 >= now);
  const wrong = shown.some(({ key }) => unread.has(`${key} start`) || unread.has(`${key} length`));

  const save = async (revision: number) => {
    setBusy(true);
    try {
      await putRundown(festival.id, { ...sentOf(draft), revision }, token);
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
  const note = (name: string, isValid: boolean) => {
    if (unread.has(name) === isValid) setUnread((before) => (isValid ? new Set([...before].filter((one) => one !== name)) : new Set([...before, name])));
  };
  const act = (slot: DraftSlot) => ({
    edit: (part: Partial<Slot>) => change(changeSlot(draft, slot.key, part)),
    move: (at: number) => change(moveSlot(draft, slot.key, at, shift)),
    stretch: (seconds: number) => change(stretchSlot(draft, slot.key, seconds, shift)),
    remove: () => change(removeSlot(draft, slot.key, shift)),
    insert: () => first && change(insertSlot(draft, slot.key, first.id, named(first), shift)),
    valid: (field: string, isValid: boolean) => note(`${slot.key} ${field}`, isValid),
  });

  return (
    <section id="rundown" tabIndex={-1} class="panel rundown editing" aria-label={t.rundown} data-testid="rundown-editor">
      <header>
        <h2>
          {t.rundown} <em>{t.unsaved}</em>
        </h2>
        <label class="shift">
          <input type="checkbox" checked={shift} onChange={(event) => setShift(event.currentTarget.checked)} data-testid="shift-following" /> {t.shiftFollowing}
        </label>
        <button type="button" class="button quiet" onClick={() => done(null)} data-testid="cancel-rundown">
          {t.cancel}
        </button>
        <button type="button" class="button" disabled={busy || wrong || clashing.size > 0} onClick={() => save(draft.revision)} data-testid="save-rundown">
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
        {shown.map((slot, index) => (
          <SlotRow
            key={slot.key}
            slot={slot}
            day={formatDay(Date.parse(slot.start)) === formatDay(index === 0 ? now : Date.parse(shown[index - 1]!.start)) ? null : day(Date.parse(slot.start), language)}
            clashing={clashing.has(slot.key)}
            stages={festival.stages}
            act={act(slot)}
          />
        ))}
      </ol>
      <button type="button" class="button quiet" disabled={!first} onClick={() => first && change(addSlot(draft, first.id, named(first), now))} data-testid="add-slot">
        + {t.addSlot}
      </button>
    </section>
  );
}
