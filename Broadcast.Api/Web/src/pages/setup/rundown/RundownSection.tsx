import { useMemo, useState } from 'preact/hooks';
import { getRundown, putRundown, type Rundown } from '../../../api/festivals';
import { ApiError } from '../../../api/http';
import { Failed, Loading } from '../../../frame/Notice';
import { toastError, toastGood } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { DayTools } from './DayTools';
import { added, changed, differences, keyed, ofDay, pauseBefore, reordered, sent, startOf, type PlannedSlot } from './plan';
import { RundownConflict } from './RundownConflict';
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
  const saved = useMemo(() => keyed(rundown.slots), [rundown]);
  const [slots, setSlots] = useState<PlannedSlot[]>(saved);
  const [base, setBase] = useState(rundown);
  const [theirs, setTheirs] = useState<Rundown | null>(null);
  const [day, setDay] = useState(() => firstDay(festival.firstDay, saved, zone));
  const [shift, setShift] = useState(true);
  const [busy, setBusy] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = ofDay(slots, day, zone);
  const touched = JSON.stringify(sent(slots)) !== JSON.stringify(sent(saved));
  const clashes = shown.some((_, index) => pauseBefore(shown, index) < 0);

  const begin = (from: Rundown) => {
    setBase(from);
    setSlots(keyed(from.slots));
    setTheirs(null);
    set(from);
  };
  const save = async (revision: number) => {
    setBusy(true);
    try {
      begin(await putRundown(festival.id, { revision, slots: sent(slots) }, session.token));
      toastGood(t.saved);
      reload();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'rundown.conflict') await getRundown(festival.id).then(setTheirs, toastError);
      else toastError(error);
    } finally {
      setBusy(false);
    }
  };
  const drop = (to: number) => {
    if (dragged !== null && dragged !== to) setSlots(reordered(slots, day, zone, dragged, to));
    setDragged(null);
  };
  const stage = festival.stages[0];
  return (
    <Panel title={t.setup.sections.rundown} text={t.setup.rundownText}>
      {theirs && (
        <RundownConflict
          differences={differences(base.slots, theirs.slots)}
          take={() => begin(theirs)}
          keep={() => void save(theirs.revision)}
        />
      )}
      <fieldset class="slot-editor" disabled={busy}>
        <DayTools festival={festival} slots={slots} day={day} setDay={setDay} change={setSlots} />
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
              dragged={dragged === index}
              change={(part) => setSlots(changed(slots, slot.key, part, zone, shift))}
              remove={() => setSlots(slots.filter((other) => other.key !== slot.key))}
              move={(to) => setSlots(reordered(slots, day, zone, index, to))}
              drag={() => setDragged(index)}
              drop={() => drop(index)}
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
          <button type="button" class="button" disabled={busy || !touched || clashes || slots.some((slot) => !slot.title.trim())} onClick={() => void save(base.revision)} data-testid="save-rundown">
            {t.save}
          </button>
          {touched && (
            <button type="button" class="button quiet" onClick={() => setSlots(keyed(base.slots))}>
              {t.setup.discard}
            </button>
          )}
          {clashes ? <span class="form-fault">{t.codes['rundown.overlap']}</span> : touched && <span class="form-hint">{t.unsaved}</span>}
          {!stage && <span class="form-hint">{t.setup.stageFirst}</span>}
          <span class="visually-hidden" aria-live="polite">
            {shown.map((slot) => named({ name: slot.title, nameEn: slot.titleEn })).join(', ')}
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
