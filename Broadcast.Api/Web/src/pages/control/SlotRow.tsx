import type { Slot, Stage } from '../../api/festivals';
import { useText } from '../../text/useText';
import { formatClock, formatLength, parseClock, parseLength } from './slotTimes';
import { TimeField } from './TimeField';

export interface SlotActs {
  edit: (part: Partial<Slot>) => void;
  /** Moves the start (Unix ms). */
  move: (at: number) => void;
  /** Changes how long it lasts (seconds). */
  stretch: (seconds: number) => void;
  remove: () => void;
  /** Puts a slot behind this one. */
  insert: () => void;
  valid: (field: string, isValid: boolean) => void;
}

interface SlotRowProps {
  slot: Slot;
  /** The day, above the first slot of another day. */
  day: string | null;
  clashing: boolean;
  stages: readonly Stage[];
  act: SlotActs;
}

/** One slot as it is edited. */
export function SlotRow({ slot, day, clashing, stages, act }: SlotRowProps) {
  const { t, named } = useText();
  const start = Date.parse(slot.start);
  return (
    <li class={clashing ? 'clashing' : ''} data-stage={slot.stage} data-testid="slot-row">
      {day && <p class="slot-day">{day}</p>}
      <TimeField label={t.start} text={formatClock(start)} read={(text) => parseClock(text, start)} change={act.move} hint={t.badClock} valid={(ok) => act.valid('start', ok)} name="slot-start" />
      <TimeField label={t.duration} text={formatLength(slot.duration)} read={parseLength} change={act.stretch} hint={t.badLength} valid={(ok) => act.valid('length', ok)} name="slot-length" />
      <select class="field" value={slot.stage} onChange={(event) => act.edit({ stage: event.currentTarget.value })} aria-label={t.stage} data-testid="slot-stage">
        {stages.map((stage) => (
          <option key={stage.id} value={stage.id}>
            {named(stage)}
          </option>
        ))}
      </select>
      <input class="field" value={slot.title} maxLength={80} required placeholder={t.title} onInput={(event) => act.edit({ title: event.currentTarget.value })} aria-label={t.title} data-testid="slot-title" />
      <input class="field" value={slot.titleEn ?? ''} maxLength={80} placeholder={t.titleEn} onInput={(event) => act.edit({ titleEn: event.currentTarget.value || null })} aria-label={t.titleEn} />
      <button type="button" class="plain" onClick={act.insert} aria-label={t.insertAfter} title={t.insertAfter} data-testid="insert-slot">
        +
      </button>
      <button type="button" class="plain" onClick={act.remove} aria-label={t.remove} title={t.remove} data-testid="remove-slot">
        ×
      </button>
    </li>
  );
}
