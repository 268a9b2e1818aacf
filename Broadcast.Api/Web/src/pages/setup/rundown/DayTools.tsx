import { useRef, useState } from 'preact/hooks';
import type { Festival } from '../../../api/festivals';
import { toastError, toastUndo } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { copiedTo, fromTemplate, ofDay, startOf, templateOf, withDayOf, type PlannedSlot } from './plan';
import { dayOf } from '../../../text/zone';

interface DayToolsProps {
  festival: Festival;
  slots: readonly PlannedSlot[];
  day: string;
  setDay: (day: string) => void;
  /** Makes the next plan of the newest one. */
  change: (next: (now: readonly PlannedSlot[]) => PlannedSlot[]) => void;
}

/** Which day is shown; copying it to another; its plan as a file, and from one. */
export function DayTools({ festival, slots, day, setDay, change }: DayToolsProps) {
  const { t } = useSetupText();
  const zone = festival.timeZone;
  const [other, setOther] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const planned = [...new Set(slots.map((slot) => dayOf(startOf(slot), zone)))].sort();
  const empty = ofDay(slots, day, zone).length === 0;

  /** The undo is of that day: what was typed for others since stays. */
  const swap = (planned: string, after: PlannedSlot[], text: string) => {
    change(() => after);
    toastUndo(text, () => change((now) => withDayOf(now, slots, planned, zone)));
  };
  const copy = () => {
    swap(other, copiedTo(slots, day, other, zone), t.setup.dayCopied(other));
    setDay(other);
    setOther('');
  };
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(templateOf(slots, day, zone), null, 2)], { type: 'application/json' }));
    link.download = `rundown-${day}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const open = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const text = (await input.files?.[0]?.text()) ?? '';
    input.value = '';
    const made = fromTemplate(text, slots, day, zone, festival.stages.map((stage) => stage.id));
    if (made) swap(day, made, t.setup.templateUsed);
    else toastError(new Error(t.setup.templateBad));
  };
  return (
    <div class="day-tools">
      <label>
        {t.setup.day}
        <input class="field" type="date" required value={day} onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)} data-testid="day" />
      </label>
      {planned.length > 0 && (
        <div class="day-chips" role="group" aria-label={t.setup.plannedDays}>
          {planned.map((known) => (
            <button key={known} type="button" aria-pressed={known === day} onClick={() => setDay(known)}>
              {known}
            </button>
          ))}
        </div>
      )}
      <details>
        <summary>{t.setup.copyAndTemplates}</summary>
        <div class="day-copy">
          <label>
            {t.setup.copyTo}
            <input class="field" type="date" value={other} onInput={(event) => setOther(event.currentTarget.value)} data-testid="copy-day" />
          </label>
          <button type="button" class="button quiet" disabled={!other || other === day || empty} onClick={copy} data-testid="copy-day-go">
            {t.setup.copyDay}
          </button>
          <button type="button" class="button quiet" disabled={empty} onClick={download}>
            {t.setup.templateSave}
          </button>
          <button type="button" class="button quiet" onClick={() => file.current?.click()}>
            {t.setup.templateOpen}
          </button>
          <input ref={file} class="visually-hidden" type="file" accept="application/json,.json" tabIndex={-1} aria-label={t.setup.templateOpen} onChange={(event) => void open(event)} />
        </div>
      </details>
    </div>
  );
}
