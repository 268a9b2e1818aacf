import type { Rundown, Slot } from '../../api/festivals';
import { choose, mergeSlots, type SlotChange } from '../slotMerge';

/** A slot as it is being edited; `key` is its identity, since a new slot has no id. */
export interface DraftSlot extends Slot {
  key: string;
}

export interface RundownDraft {
  revision: number;
  slots: readonly DraftSlot[];
  /** How many slots were added; names the next one. */
  added: number;
}

/** How long a new slot lasts, in seconds. */
const usual = 120;

const startOf = (slot: Slot): number => Date.parse(slot.start);
const endOf = (slot: Slot): number => startOf(slot) + slot.duration * 1000;
const startAt = (at: number) => new Date(at).toISOString();
const inOrder = (slots: readonly DraftSlot[]): readonly DraftSlot[] => [...slots].sort((one, other) => startOf(one) - startOf(other));

export const draftOf = (rundown: Rundown): RundownDraft => ({
  revision: rundown.revision,
  slots: inOrder(rundown.slots.map((slot, index) => ({ ...slot, key: slot.id ?? `unnamed ${index}` }))),
  added: 0,
});

const keyed = (slot: Slot): DraftSlot => ({ ...slot, key: slot.id ?? '' });

/** Joins what was planned here with what another person has planned. */
export function joined(base: RundownDraft, mine: RundownDraft, theirs: RundownDraft): { draft: RundownDraft; changes: SlotChange[] } {
  const { slots, changes } = mergeSlots(base.slots, mine.slots, theirs.slots, keyed);
  return { draft: { ...theirs, slots: inOrder(slots), added: mine.added }, changes };
}

/** The draft with one side's value of what both have changed. */
export const chosen = (draft: RundownDraft, change: SlotChange, which: 'mine' | 'theirs'): RundownDraft => ({ ...draft, slots: inOrder(choose(draft.slots, change, which, keyed)) });

/** The draft as it is sent. */
export const sentOf = ({ revision, slots }: RundownDraft): Rundown => ({ revision, slots: slots.map(({ key: _, ...slot }) => slot) });

export const changeSlot = (draft: RundownDraft, key: string, part: Partial<Slot>): RundownDraft => ({
  ...draft,
  slots: draft.slots.map((slot) => (slot.key === key ? { ...slot, ...part } : slot)),
});

/** Moves the start of a slot; with `shift`, what begins after it moves along. */
export function moveSlot(draft: RundownDraft, key: string, at: number, shift: boolean): RundownDraft {
  const moved = draft.slots.find((slot) => slot.key === key);
  if (!moved) return draft;
  const from = startOf(moved);
  const changed = changeSlot(draft, key, { start: startAt(at) });
  return { ...changed, slots: inOrder(shift ? shifted(changed.slots, (slot) => slot.key !== key && startOf(slot) > from, at - from) : changed.slots) };
}

/** Changes how long a slot lasts (seconds); with `shift`, what begins at its end or later moves along. */
export function stretchSlot(draft: RundownDraft, key: string, duration: number, shift: boolean): RundownDraft {
  const old = draft.slots.find((slot) => slot.key === key);
  if (!old) return draft;
  const end = endOf(old);
  const changed = changeSlot(draft, key, { duration });
  return shift ? { ...changed, slots: shifted(changed.slots, (slot) => startOf(slot) >= end, (duration - old.duration) * 1000) } : changed;
}

/** Takes a slot out; with `shift`, what follows closes the gap. */
export function removeSlot(draft: RundownDraft, key: string, shift: boolean): RundownDraft {
  const old = draft.slots.find((slot) => slot.key === key);
  const slots = draft.slots.filter((slot) => slot.key !== key);
  return { ...draft, slots: old && shift ? shifted(slots, (slot) => startOf(slot) >= endOf(old), -old.duration * 1000) : slots };
}

/** A new slot behind the last one, or at the next full minute. */
export function addSlot(draft: RundownDraft, stage: string, title: string, now: number): RundownDraft {
  const last = draft.slots.reduce((end, slot) => Math.max(end, endOf(slot)), 0);
  return withNew(draft, { stage, title, start: startAt(last > now ? last : Math.ceil(now / 60_000) * 60_000), duration: usual });
}

/**
 * A new slot where another one ends. With `shift`, what would overlap it moves along; without, it lasts at most until the next one begins, and where
 * there is no room it overlaps, for the operator to decide.
 */
export function insertSlot(draft: RundownDraft, after: string, stage: string, title: string, shift: boolean): RundownDraft {
  const before = draft.slots.find((slot) => slot.key === after);
  if (!before) return draft;
  const at = endOf(before);
  const next = Math.min(...draft.slots.filter((slot) => startOf(slot) >= at).map(startOf));
  const room = Math.floor((next - at) / 1000);
  const duration = !shift && room >= 5 ? Math.min(usual, room) : usual;
  const slots = shift && room < duration ? shifted(draft.slots, (slot) => startOf(slot) >= at, (duration - room) * 1000) : draft.slots;
  return withNew({ ...draft, slots }, { stage, title, start: startAt(at), duration });
}

function withNew(draft: RundownDraft, slot: Slot): RundownDraft {
  return { ...draft, added: draft.added + 1, slots: inOrder([...draft.slots, { ...slot, key: `new ${draft.added}` }]) };
}

const shifted = (slots: readonly DraftSlot[], which: (slot: DraftSlot) => boolean, by: number): readonly DraftSlot[] =>
  slots.map((slot) => (which(slot) ? { ...slot, start: startAt(startOf(slot) + by) } : slot));

/** The keys of slots that begin before another one has ended. */
export function overlaps(slots: readonly DraftSlot[]): ReadonlySet<string> {
  const found = new Set<string>();
  let end = Number.NEGATIVE_INFINITY;
  for (const slot of inOrder(slots)) {
    if (startOf(slot) < end) found.add(slot.key);
    end = Math.max(end, endOf(slot));
  }
  return found;
}
