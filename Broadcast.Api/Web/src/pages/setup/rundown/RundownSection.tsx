import { useMemo, useState } from 'preact/hooks';
import { getRundown, putRundown, type Rundown } from '../../../api/festivals';
import { DraftLine } from '../../../forms/DraftLine';
import { useDraft } from '../../../forms/useDraft';
import { useDragOrder } from '../../../forms/useDragOrder';
import { useSubmit } from '../../../forms/useSubmit';
import { Failed, Loading } from '../../../frame/Notice';
import { toastGood } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { DayTools } from './DayTools';
import { SlotConflict } from '../../SlotConflict';
import { choose, type SlotChange } from '../../slotMerge';
import { added, changed, draftOf, joined, keyed, ofDay, pauseBefore, reordered, sent, startOf, type PlanDraft, type PlannedSlot } from './plan';
import { SlotRow } from './SlotRow';
import { dayOf } from '../../../text/zone';

/** The plan, a day at a time. The whole of it is saved at once; what is typed stays until it is saved. */
export function RundownSection({ session, festival, reload }: SectionProps) {
  const loaded = usePolled(`setup rundown ${festival?.id ?? ''}`, () => getRundown(festival!.id));
  if (!festival) return null;
  if (loaded.value) return <Editor session={session} festival={festival} rundown={loaded.value} set={loaded.set} reload={reload} />;
  return loaded.error ? <Failed error={loaded.error} retry={loaded.reload} /> : <Loading />;
}

interface EditorProps extends Pick<SectionProps, 'session' | 'reload'> {
  festival: NonNullable<SectionProps['festival']>;
  rundown: Rundown;
  set: (saved: Rundown) => void;
}

function Editor({ session, festival, rundown, set, reload }: EditorProps) {
  const { t, named } = useSetupText();
  const zone = festival.timeZone;
  const saved = useMemo(() => draftOf(rundown), [rundown]);
  const typed = useDraft<PlanDraft, SlotChange>(`rundown ${festival.id}`, saved, rundown.revision, joined);
  const { touched, changes, restored, reset, saveDone, meet } = typed;
  const { slots } = typed.draft;
  const setSlots = (next: PlannedSlot[]) => typed.set({ slots: next });
  const [day, setDay] = useState(() => firstDay(festival.firstDay, slots, zone));
  const [shift, setShift] = useState(true);
  const [said, say] = useState('');
  const shown = ofDay(slots, day, zone);
  const clashes = shown.some((_, index) => pauseBefore(shown, index) < 0);

  const { busy, submit } = useSubmit(
    async () => {
      const { draft, revision } = typed.latest();
      const done = await putRundown(festival.id, { revision: revision ?? rundown.revision, slots: sent(draft.slots) }, session.token);
      saveDone(draft, draftOf(done), done.revision);
      set(done);
      toastGood(t.saved);
      reload();
    },
    (refused) => {
      const theirs = refused.problem['rundown'] as Rundown | undefined;
      if (refused.code !== 'rundown.conflict' || !theirs) return 'untold';
      return meet(draftOf(theirs), theirs.revision);
    },
  );
  const move = (from: number, to: number) => {
    const slot = shown[from]!;
    setSlots(reordered(slots, day, zone, from, to));
    say(t.setupProducts.moved(named({ name: slot.title, nameEn: slot.titleEn }), to + 1, shown.length));
  };
  const drag = useDragOrder(move);
  const stage = festival.stages[0];
  return (
    <Panel title={t.setup.sections.rundown} text={t.setup.rundownText}>
      <SlotConflict changes={changes} slots={slots} festival={festival} choose={(change, which) => setSlots(choose(slots, change, which, (slot) => keyed([slot])[0]!))} />
      <fieldset class="slot-editor" disabled={busy}>
        <DraftLine restored={restored} discard={reset} />
        <DayTools festival={festival} slots={slots} day={day} setDay={setDay} change={(next) => typed.set((now) => ({ slots: next(now.slots) }))} />
        {shown.length === 0 && <p class="setup-empty">{t.setup.dayEmpty}</p>}
        <ol class="slot-rows" data-testid="slot-rows">
          {shown.map((slot, index) => (
            <SlotRow
              key={slot.key}
              slot={slot}
              index={index}
              count={shown.length}
              pause={pauseBefore(shown, index)}
              festival={festival}
              day={day}
              drag={drag}
              change={(part) => setSlots(changed(slots, slot.key, part, zone, shift))}
              remove={() => setSlots(slots.filter((other) => other.key !== slot.key))}
              move={(to) => move(index, to)}
            />
          ))}
        </ol>
        <div class="setup-save">
          <button type="button" class="button quiet" disabled={!stage} data-testid="add-slot" onClick={() => stage && setSlots(added(slots, day, zone, stage.id, { title: stage.name, titleEn: stage.nameEn }))}>
            + {t.addSlot}
          </button>
          <label class="setup-check">
            <input type="checkbox" checked={shift} onChange={() => setShift(!shift)} /> {t.setup.shift}
          </label>
          <button type="button" class="button" disabled={busy || !touched || clashes || slots.some((slot) => !slot.title.trim())} onClick={() => void submit()} data-testid="save-rundown">
            {t.save}
          </button>
          {touched && (
            <button type="button" class="button quiet" onClick={reset}>
              {t.setup.discard}
            </button>
          )}
          {clashes ? <span class="form-fault">{t.codes['rundown.overlap']}</span> : touched && <span class="form-hint">{t.unsaved}</span>}
          {!stage && <span class="form-hint">{t.setup.stageFirst}</span>}
          <span class="visually-hidden" role="status" data-testid="rundown-said">
            {said}
          </span>
        </div>
      </fieldset>
    </Panel>
  );
}

/** The festival's first day, unless it is over; the day of the next slot; today. */
function firstDay(first: string | null, slots: readonly PlannedSlot[], zone: string): string {
  const today = dayOf(Date.now(), zone);
  if (first && first >= today) return first;
  const next = slots.map((slot) => dayOf(startOf(slot), zone)).filter((day) => day >= today).sort()[0];
  return next ?? today;
}
