import { useEffect, useState } from 'preact/hooks';
import type { Festival, Slot } from '../../../api/festivals';
import type { DragOrder } from '../../../forms/useDragOrder';
import { useSetupText } from '../useSetupText';
import { OrderButtons } from '../OrderButtons';
import { startOf, type PlannedSlot } from './plan';
import { instantOf, timeOf } from '../../../text/zone';
import { lengthText, readLength, readTime } from './zoneTime';

interface SlotRowProps {
  slot: PlannedSlot;
  index: number;
  count: number;
  /** Seconds since the slot before it ended; less than 0 is an overlap. */
  pause: number;
  festival: Festival;
  day: string;
  drag: DragOrder;
  change: (part: Partial<Slot>) => void;
  remove: () => void;
  move: (to: number) => void;
}

/** One slot: times as `HH:MM:SS` and `mm:ss`; moved by its handle, or by its buttons. */
export function SlotRow({ slot, index, count, pause, festival, day, drag, change, remove, move }: SlotRowProps) {
  const { t, named } = useSetupText();
  const zone = festival.timeZone;
  const name = named({ name: slot.title, nameEn: slot.titleEn });
  return (
    <>
      {pause !== 0 && (
        <li class={pause < 0 ? 'slot-pause clash' : 'slot-pause'}>{pause < 0 ? t.setup.overlap(lengthText(-pause)) : t.setup.gap(lengthText(pause))}</li>
      )}
      <li class={`slot-row${drag.isDragged(index) ? ' dragged' : ''}${drag.isOver(index) ? ' over' : ''}`} data-stage={slot.stage} data-testid="slot" {...drag.row(index)}>
        <span class="slot-handle" aria-hidden="true" title={t.setup.drag} {...drag.handle(index)}>
          ⠿
        </span>
        <TypedField label={t.start} value={timeOf(startOf(slot), zone)} read={readTime} commit={(time) => change({ start: new Date(instantOf(day, time, zone)).toISOString() })} testId="slot-start" />
        <TypedField label={t.setup.length} value={lengthText(slot.duration)} read={readLength} commit={(duration) => change({ duration })} testId="slot-length" />
        <label>
          {t.stage}
          <select class="field" value={slot.stage} onChange={(event) => change({ stage: event.currentTarget.value })} data-testid="slot-stage">
            {festival.stages.map((stage) => (
              <option key={stage.id} value={stage.id}>
                {named(stage)}
              </option>
            ))}
          </select>
        </label>
        <label class="slot-title">
          {t.title}
          <input class="field" value={slot.title} maxLength={80} required onInput={(event) => change({ title: event.currentTarget.value })} data-testid="slot-title" />
        </label>
        <label class="slot-title">
          {t.titleEn}
          <input class="field" value={slot.titleEn ?? ''} maxLength={80} onInput={(event) => change({ titleEn: event.currentTarget.value })} />
        </label>
        <OrderButtons name={name} index={index} count={count} move={move} />
        <button type="button" class="plain slot-remove" onClick={remove} aria-label={`${t.remove}: ${name}`}>
          ×
        </button>
      </li>
    </>
  );
}

interface TypedFieldProps<Value> {
  label: string;
  value: string;
  /** Null when the text cannot be read; it then stays, marked, and changes nothing. */
  read: (text: string) => Value | null;
  commit: (value: Value) => void;
  testId: string;
}

/** A text that counts when one leaves the field or presses Enter. */
function TypedField<Value>({ label, value, read, commit, testId }: TypedFieldProps<Value>) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const wrong = read(text) === null;
  const done = () => {
    const found = read(text);
    if (found !== null && text !== value) commit(found);
  };
  return (
    <label class="slot-time">
      {label}
      <input
        class="field"
        inputMode="numeric"
        value={text}
        aria-invalid={wrong}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={done}
        onKeyDown={(event) => event.key === 'Enter' && done()}
        data-testid={testId}
      />
    </label>
  );
}
