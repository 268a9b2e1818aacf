import type { Rundown, Slot } from '../../../api/festivals';
import { newKey } from '../../../newKey';
import { dayOf, instantOf, timeOf } from '../../../text/zone';
import { mergeSlots, type SlotChange } from '../../slotMerge';

/** A slot that is being edited, with a key of its own: a new one has no id. */
export interface PlannedSlot extends Slot {
  key: string;
}

export const startOf = (slot: Slot): number => Date.parse(slot.start);
export const endOf = (slot: Slot): number => startOf(slot) + slot.duration * 1000;
const at = (instant: number) => new Date(instant).toISOString();

export const keyed = (slots: readonly Slot[]): PlannedSlot[] => slots.map((slot) => ({ ...slot, titleEn: slot.titleEn ?? '', key: slot.id ?? `new-${newKey()}` }));

/** Without the keys, as it is sent. */
export const sent = (slots: readonly PlannedSlot[]): Slot[] => slots.map(({ key: _, ...slot }) => ({ ...slot, titleEn: slot.titleEn || null }));

/** What was typed in the whole plan. */
export interface PlanDraft {
  slots: PlannedSlot[];
}

export const draftOf = (rundown: Rundown): PlanDraft => ({ slots: inOrder(keyed(rundown.slots)) });

const inOrder = (slots: readonly PlannedSlot[]): PlannedSlot[] => [...slots].sort((one, other) => startOf(one) - startOf(other));

/** Joins what was planned here with what another person has planned. */
export function joined(base: PlanDraft, mine: PlanDraft, theirs: PlanDraft): { draft: PlanDraft; changes: SlotChange[] } {
  const { slots, changes } = mergeSlots(base.slots, mine.slots, theirs.slots, (slot) => keyed([slot])[0]!);
  return { draft: { slots: inOrder(slots) }, changes };
}

export const ofDay = (slots: readonly PlannedSlot[], day: string, zone: string): PlannedSlot[] =>
  slots.filter((slot) => dayOf(startOf(slot), zone) === day).sort((one, other) => startOf(one) - startOf(other));

/** A new slot behind the day's last one, or at ten o'clock. */
export function added(slots: readonly PlannedSlot[], day: string, zone: string, stage: string, title: { title: string; titleEn: string }): PlannedSlot[] {
  const last = ofDay(slots, day, zone).at(-1);
  const start = last ? endOf(last) : instantOf(day, '10:00:00', zone);
  return [...slots, ...keyed([{ stage, ...title, start: at(start), duration: 1800 }])];
}

/** Changes a slot. With `shift`, all that follow it on its day move along with its end. */
export function changed(slots: readonly PlannedSlot[], key: string, part: Partial<Slot>, zone: string, shift: boolean): PlannedSlot[] {
  const before = slots.find((slot) => slot.key === key);
  if (!before) return [...slots];
  const after = { ...before, ...part };
  const by = shift ? endOf(after) - endOf(before) : 0;
  const day = dayOf(startOf(before), zone);
  return slots.map((slot) => {
    if (slot.key === key) return after;
    return by !== 0 && startOf(slot) > startOf(before) && dayOf(startOf(slot), zone) === day ? { ...slot, start: at(startOf(slot) + by) } : slot;
  });
}

/** Puts a slot of a day at another place. The day begins when it began; each slot keeps its length, and the pauses stay where they were. */
export function reordered(slots: readonly PlannedSlot[], day: string, zone: string, from: number, to: number): PlannedSlot[] {
  const before = ofDay(slots, day, zone);
  const order = before.filter((_, index) => index !== from);
  order.splice(to, 0, before[from]!);
  const pauses = before.map((slot, index) => (index === 0 ? 0 : startOf(slot) - endOf(before[index - 1]!)));
  const starts = new Map<string, string>();
  let next = before[0] ? startOf(before[0]) : 0;
  order.forEach((slot, index) => {
    next += pauses[index] ?? 0;
    starts.set(slot.key, at(next));
    next += slot.duration * 1000;
  });
  return slots.map((slot) => ({ ...slot, start: starts.get(slot.key) ?? slot.start }));
}

/** The day's slots once more on another day, at the same times of its clock, in place of what was planned there. */
export function copiedTo(slots: readonly PlannedSlot[], day: string, other: string, zone: string): PlannedSlot[] {
  const copies = ofDay(slots, day, zone).map(({ id: _id, key: _key, ...slot }) => ({ ...slot, start: at(instantOf(other, timeOf(startOf(slot), zone), zone)) }));
  return [...slots.filter((slot) => dayOf(startOf(slot), zone) !== other), ...keyed(copies)];
}

/** The plan with one day as it was before. */
export const withDayOf = (slots: readonly PlannedSlot[], before: readonly PlannedSlot[], day: string, zone: string): PlannedSlot[] => [
  ...slots.filter((slot) => dayOf(startOf(slot), zone) !== day),
  ...ofDay(before, day, zone),
];

/** What is between a slot and the one before it, in seconds: more than 0 is a gap, less an overlap. */
export const pauseBefore = (day: readonly PlannedSlot[], index: number): number => (index === 0 ? 0 : (startOf(day[index]!) - endOf(day[index - 1]!)) / 1000);

/** A day's plan as a file: times of day, so that it fits any day. */
export interface Template {
  livefestival: 'rundown';
  slots: { stage: string; title: string; titleEn: string; time: string; duration: number }[];
}

export const templateOf = (slots: readonly PlannedSlot[], day: string, zone: string): Template => ({
  livefestival: 'rundown',
  slots: ofDay(slots, day, zone).map((slot) => ({ stage: slot.stage, title: slot.title, titleEn: slot.titleEn ?? '', time: timeOf(startOf(slot), zone), duration: slot.duration })),
});

/** The template on a day, in place of what was planned there; null when it is none. Slots of stages that there are not go to the first one. */
export function fromTemplate(text: string, slots: readonly PlannedSlot[], day: string, zone: string, stages: readonly string[]): PlannedSlot[] | null {
  try {
    const template = JSON.parse(text) as Template;
    if (template.livefestival !== 'rundown' || !Array.isArray(template.slots)) return null;
    const made = template.slots.map((slot) => ({
      stage: stages.includes(slot.stage) ? slot.stage : (stages[0] ?? ''),
      title: String(slot.title),
      titleEn: String(slot.titleEn ?? ''),
      start: at(instantOf(day, slot.time, zone)),
      duration: Number(slot.duration),
    }));
    return [...slots.filter((slot) => dayOf(startOf(slot), zone) !== day), ...keyed(made)];
  } catch {
    return null;
  }
}
