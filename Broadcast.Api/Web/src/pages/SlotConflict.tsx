import type { Festival, Slot } from '../api/festivals';
import { Conflict } from '../forms/Conflict';
import { clockSeconds, countdown, day } from '../text/format';
import { useText } from '../text/useText';
import { chosenOf, type KeyedSlot, type SlotChange } from './slotMerge';

interface SlotConflictProps {
  changes: readonly SlotChange[];
  slots: readonly KeyedSlot[];
  festival: Festival;
  choose: (change: SlotChange, which: 'mine' | 'theirs') => void;
}

/** What another person has planned meanwhile, slot by slot. */
export function SlotConflict({ changes, slots, festival, choose }: SlotConflictProps) {
  const { t, named, either, language } = useText();
  if (changes.length === 0) return null;
  const stageOf = (id: unknown) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : String(id);
  };
  const startOf = (start: unknown) => `${day(Date.parse(String(start)), language)} ${clockSeconds(Date.parse(String(start)), language)}`;
  const show = (part: SlotChange['part'], value: unknown): string => {
    if (part === 'stage') return stageOf(value);
    if (part === 'start') return startOf(value);
    if (part === 'duration') return countdown(Number(value) * 1000);
    if (part !== 'whole') return String(value ?? '');
    if (value === null) return t.forms.removed;
    const slot = value as Slot;
    return `${startOf(slot.start)} · ${countdown(slot.duration * 1000)} · ${stageOf(slot.stage)}`;
  };
  const labels = { whole: '', stage: t.stage, title: t.title, titleEn: t.titleEn, start: t.start, duration: t.duration };
  return (
    <Conflict
      key={changes.map(({ id, part }) => `${id} ${part}`).join()}
      differences={changes.map((change) => ({
        key: `${change.id}-${change.part}`,
        label: [either(change.row.title, change.row.titleEn), labels[change.part]].filter(Boolean).join(' · '),
        theirs: show(change.part, change.theirs),
        mine: change.mine === undefined ? undefined : show(change.part, change.mine),
        chosen: chosenOf(slots, change),
        choose: (which) => choose(change, which),
      }))}
    />
  );
}
