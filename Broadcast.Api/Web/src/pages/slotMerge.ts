import type { Slot } from '../api/festivals';
import { chooseRow, chosenRow, mergeRows, type RowChange, type RowKind } from '../forms/mergeRows';

const fields = ['stage', 'title', 'titleEn', 'start', 'duration'] as const;

type SlotField = (typeof fields)[number];

/** What another person has done to a slot. */
export type SlotChange = RowChange<Slot, SlotField>;

/** A slot as it is edited: `key` is its identity, since a new one has no id. */
export type KeyedSlot = Slot & { key: string };

const valueOf = (slot: Slot, field: SlotField): string | number => (field === 'start' ? Date.parse(slot.start) : (slot[field] ?? ''));

const kindOf = <Mine extends KeyedSlot>(keyed: (slot: Slot) => Mine): RowKind<Slot, Mine, SlotField> => ({ fields, valueOf, edited: keyed });

/**
 * Joins a plan that was edited with what another person has saved since.
 * @param keyed makes a saved slot one that can be edited
 */
export function mergeSlots<Mine extends KeyedSlot>(
  base: readonly Slot[],
  mine: readonly Mine[],
  theirs: readonly Slot[],
  keyed: (slot: Slot) => Mine,
): { slots: Mine[]; changes: SlotChange[] } {
  const { rows, changes } = mergeRows(kindOf(keyed), base, mine, theirs);
  return { slots: rows, changes };
}

/** Which side's value the plan has. */
export const chosenOf = (slots: readonly KeyedSlot[], change: SlotChange): 'mine' | 'theirs' =>
  chosenRow<Slot, KeyedSlot, SlotField>(kindOf((slot) => ({ ...slot, key: '' })), slots, change);

/** The plan with the value of one side. */
export const choose = <Mine extends KeyedSlot>(slots: readonly Mine[], change: SlotChange, which: 'mine' | 'theirs', keyed: (slot: Slot) => Mine): Mine[] =>
  chooseRow(kindOf(keyed), slots, change, which);
