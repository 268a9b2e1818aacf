import type { Rundown, Slot } from '../../api/festivals';

/** Slots as they are being edited; the index is their identity, since a new slot has no id. */
export interface RundownDraft {
  revision: number;
  slots: Slot[];
}

export const draftOf = (rundown: Rundown): RundownDraft => ({ revision: rundown.revision, slots: rundown.slots.map((slot) => ({ ...slot })) });

export const changeSlot = (draft: RundownDraft, index: number, part: Partial<Slot>): RundownDraft => ({
  ...draft,
  slots: draft.slots.map((slot, at) => (at === index ? { ...slot, ...part } : slot)),
});

export const removeSlot = (draft: RundownDraft, index: number): RundownDraft => ({ ...draft, slots: draft.slots.filter((_, at) => at !== index) });

/** A new slot begins where the last one ends, or at the next full minute. */
export function addSlot(draft: RundownDraft, stage: string, title: string, now: number): RundownDraft {
  const last = draft.slots.reduce((end, slot) => Math.max(end, Date.parse(slot.start) + slot.duration * 1000), 0);
  const start = last > now ? last : Math.ceil(now / 60_000) * 60_000;
  return { ...draft, slots: [...draft.slots, { stage, title, start: new Date(start).toISOString(), duration: 120 }] };
}

/** Indices of slots that begin before another one has ended. */
export function overlaps(slots: readonly Slot[]): Set<number> {
  const order = slots.map((slot, index) => ({ index, from: Date.parse(slot.start), to: Date.parse(slot.start) + slot.duration * 1000 })).sort((one, other) => one.from - other.from);
  const found = new Set<number>();
  let end = Number.NEGATIVE_INFINITY;
  for (const slot of order) {
    if (slot.from < end) found.add(slot.index);
    end = Math.max(end, slot.to);
  }
  return found;
}
