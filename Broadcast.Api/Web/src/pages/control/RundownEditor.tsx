import { useMemo, useState } from 'preact/hooks';
import { putRundown, type Festival, type Rundown, type Slot } from '../../api/festivals';
import { DraftLine } from '../../forms/DraftLine';
import { useDraft } from '../../forms/useDraft';
import { useSubmit } from '../../forms/useSubmit';
import { toastGood } from '../../frame/Toasts';
import { day } from '../../text/format';
import { useText } from '../../text/useText';
import { SlotConflict } from '../SlotConflict';
import type { SlotChange } from '../slotMerge';
import { addSlot, changeSlot, chosen, draftOf, insertSlot, joined, moveSlot, overlaps, removeSlot, sentOf, stretchSlot, type DraftSlot, type RundownDraft } from './rundownDraft';
import { SlotRow } from './SlotRow';
import { formatDay } from './slotTimes';

/** The name of the draft of a festival's rundown. */
export const rundownDraft = (festival: string): string => `control rundown ${festival}`;

interface RundownEditorProps {
  festival: Festival;
  /** What is saved. */
  rundown: Rundown;
  now: number;
  token: string;
  done: (saved: Rundown | null) => void;
}

/** Edits the whole list and saves it against the revision it began from; what another person has planned meanwhile is joined with it. */
export function RundownEditor({ festival, rundown, now, token, done }: RundownEditorProps) {
  const { t, named, language } = useText();
  const first = festival.stages[0];
  const saved = useMemo(() => draftOf(rundown), [rundown.revision]);
  const typed = useDraft<RundownDraft, SlotChange>(rundownDraft(festival.id), saved, rundown.revision, joined);
  const { draft, set: change, changes, restored, reset, saveDone, meet } = typed;
  const [shift, setShift] = useState(true);
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const clashing = overlaps(draft.slots);
  // A slot that is over is saved with the list, but cannot be edited.
  const shown = draft.slots.filter((slot) => Date.parse(slot.start) + slot.duration * 1000 >= now);
  const wrong = shown.some(({ key }) => unread.has(`${key} start`) || unread.has(`${key} length`));

  const { busy, submit } = useSubmit(
    async () => {
      const sent = typed.latest();
      const written = await putRundown(festival.id, { ...sentOf(sent.draft), revision: sent.revision ?? rundown.revision }, token);
      saveDone(sent.draft, draftOf(written), written.revision);
      toastGood(t.saved);
      done(written);
    },
    (refused) => {
      const theirs = refused.problem['rundown'] as Rundown | undefined;
      if (refused.code !== 'rundown.conflict' || !theirs) return 'untold';
      return meet(draftOf(theirs), theirs.revision);
    },
  );
  const cancel = () => {
    reset();
    done(null);
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
        <button type="button" class="button quiet" onClick={cancel} data-testid="cancel-rundown">
          {t.cancel}
        </button>
        <button type="button" class="button" disabled={busy || wrong || clashing.size > 0} onClick={() => void submit()} data-testid="save-rundown">
          {t.save}
        </button>
      </header>
      <DraftLine restored={restored} discard={reset} />
      <SlotConflict changes={changes} slots={draft.slots} festival={festival} choose={(which, side) => change(chosen(draft, which, side))} />
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
