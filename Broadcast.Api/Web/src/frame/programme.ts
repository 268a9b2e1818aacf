import type { Slot } from '../api/festivals';

/** A slot with its instants in Unix milliseconds. */
export interface PlannedSlot extends Slot {
  from: number;
  to: number;
}

export function plan(slots: readonly Slot[]): PlannedSlot[] {
  return slots
    .map((slot) => {
      const from = Date.parse(slot.start);
      return { ...slot, from, to: from + slot.duration * 1000 };
    })
    .sort((one, other) => one.from - other.from);
}

export const currentSlot = (slots: readonly PlannedSlot[], now: number): PlannedSlot | null =>
  slots.find((slot) => slot.from <= now && now < slot.to) ?? null;

export const nextSlot = (slots: readonly PlannedSlot[], now: number, stage?: string): PlannedSlot | null =>
  slots.find((slot) => slot.from > now && (stage === undefined || slot.stage === stage)) ?? null;
