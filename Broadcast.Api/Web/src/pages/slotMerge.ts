import type { Slot } from '../api/festivals';

/** What two can change of a slot; `slot` is the whole of it, added or taken out. */
export type SlotPart = 'slot' | 'stage' | 'title' | 'titleEn' | 'start' | 'duration';

/** What another person has done to a slot. */
export interface SlotChange {
  /** The slot's. */
  id: string;
  /** What it is called here. */
  title: string;
  titleEn: string;
  part: SlotPart;
  /** Their value; of `slot` their slot, null where they have taken it out. */
  theirs: unknown;
  /** What was typed here, in the same way; undefined where nothing was. */
  mine?: unknown;
}

/** A slot as it is edited: `key` is its identity, since a new one has no id. */
export type KeyedSlot = Slot & { key: string };

const fields = ['stage', 'title', 'titleEn', 'start', 'duration'] as const;

const valueOf = (slot: Slot, field: (typeof fields)[number]): string | number => (field === 'start' ? Date.parse(slot.start) : (slot[field] ?? ''));

const alike = (one: Slot, other: Slot) => fields.every((field) => valueOf(one, field) === valueOf(other, field));

/**
 * Joins a plan that was edited with what another person has saved since, slot by slot and field by field: what was changed on one side only holds;
 * where both have changed the same field, or one has taken out what the other has changed, what was typed here stays, and is told.
 * @param keyed makes a saved slot one that can be edited
 */
export function mergeSlots<Mine extends KeyedSlot>(
  base: readonly Slot[],
  mine: readonly Mine[],
  theirs: readonly Slot[],
  keyed: (slot: Slot) => Mine,
): { slots: Mine[]; changes: SlotChange[] } {
  const changes: SlotChange[] = [];
  const [before, now] = [byId(base), byId(theirs)];
  const note = (slot: Slot, part: SlotPart, their: unknown, own?: unknown) =>
    changes.push({ id: slot.id ?? '', title: slot.title, titleEn: slot.titleEn ?? '', part, theirs: their, ...(own !== undefined && { mine: own }) });

  const slots = mine.flatMap((slot): Mine[] => {
    const was = before.get(slot.id ?? '');
    const their = now.get(slot.id ?? '');
    // New here, or sent before.
    if (!was && !their) return [slot];
    if (!their) {
      const untouched = was !== undefined && alike(slot, was);
      note(slot, 'slot', null, untouched ? undefined : slot);
      return untouched ? [] : [slot];
    }
    const joined = { ...slot };
    for (const field of fields) {
      const [old, own, latest] = [valueOf(was ?? their, field), valueOf(slot, field), valueOf(their, field)];
      if (latest === old || latest === own) continue;
      if (own === old) Object.assign(joined, { [field]: their[field] });
      note(slot, field, their[field], own === old ? undefined : slot[field]);
    }
    return [joined];
  });
  const own = new Set(mine.map((slot) => slot.id));
  for (const their of theirs) {
    if (own.has(their.id)) continue;
    const was = before.get(their.id ?? '');
    if (was && alike(was, their)) continue;
    // Taken out here, and changed there: it stays out.
    note(their, 'slot', their, was ? null : undefined);
    if (!was) slots.push(keyed(their));
  }
  return { slots, changes };
}

const byId = (slots: readonly Slot[]): ReadonlyMap<string, Slot> => new Map(slots.map((slot) => [slot.id ?? '', slot]));

/** Which side's value the plan has. */
export function chosenOf(slots: readonly KeyedSlot[], { id, part, theirs }: SlotChange): 'mine' | 'theirs' {
  const slot = slots.find((one) => one.id === id);
  if (part === 'slot') return (slot === undefined) === (theirs === null) ? 'theirs' : 'mine';
  return slot && valueOf(slot, part) === valueOf({ ...slot, [part]: theirs }, part) ? 'theirs' : 'mine';
}

/** The plan with the value of one side. What was typed since the two were joined stays. */
export function choose<Mine extends KeyedSlot>(slots: readonly Mine[], change: SlotChange, which: 'mine' | 'theirs', keyed: (slot: Slot) => Mine): Mine[] {
  if (chosenOf(slots, change) === which) return [...slots];
  const value = change[which];
  if (change.part !== 'slot') return slots.map((slot) => (slot.id === change.id ? { ...slot, [change.part]: value } : slot));
  return value === null ? slots.filter((slot) => slot.id !== change.id) : [...slots, keyed(value as Slot)];
}
