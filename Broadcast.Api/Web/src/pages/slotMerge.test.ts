import { expect, test } from 'vitest';
import type { Slot } from '../api/festivals';
import { choose, chosenOf, mergeSlots } from './slotMerge';

const slot = (id: string, minute: number, part: Partial<Slot> = {}): Slot => ({ id, stage: 'tea', title: id, titleEn: null, start: `2026-05-01T10:${String(minute).padStart(2, '0')}:00+00:00`, duration: 600, ...part });
const keyed = (one: Slot) => ({ ...one, key: one.id ?? 'new' });
const base = [slot('a', 0), slot('b', 10), slot('c', 20)];
const mine = (change: (slots: Slot[]) => Slot[]) => change(base.map((one) => ({ ...one }))).map(keyed);
const ids = (slots: readonly Slot[]) => slots.map((one) => one.id ?? one.title).sort();

test('slots that were changed on one side only are joined, and theirs are told', () => {
  const own = mine((slots) => [{ ...slots[0]!, title: 'mine' }, slots[1]!, slots[2]!, { stage: 'tea', title: 'new', start: '2026-05-01T11:00:00Z', duration: 60 }]);

  const { slots, changes } = mergeSlots(base, own, [slot('a', 0), slot('b', 12), slot('d', 40)], keyed);

  expect(ids(slots)).toEqual(['a', 'b', 'd', 'new']);
  expect(slots.find((one) => one.id === 'a')?.title).toBe('mine');
  expect(slots.find((one) => one.id === 'b')?.start).toContain('10:12');
  expect(changes.map(({ id, part, mine: typed }) => [id, part, typed])).toEqual([
    ['b', 'start', undefined],
    ['c', 'whole', undefined],
    ['d', 'whole', undefined],
  ]);
});

test('two fields of one slot are joined; of one field what was typed stays, until theirs is taken', () => {
  const own = mine(([a, b, c]) => [{ ...a!, title: 'mine', duration: 300 }, b!, c!]);

  const { slots, changes } = mergeSlots(base, own, [slot('a', 0, { title: 'theirs', stage: 'silk' }), slot('b', 10), slot('c', 20)], keyed);

  expect(slots[0]).toMatchObject({ title: 'mine', duration: 300, stage: 'silk' });
  expect(changes.map(({ part, theirs, mine: typed }) => [part, theirs, typed])).toEqual([
    ['stage', 'silk', undefined],
    ['title', 'theirs', 'mine'],
  ]);
  const taken = choose(slots, changes[1]!, 'theirs', keyed);
  expect([taken[0]?.title, chosenOf(slots, changes[1]!), chosenOf(taken, changes[1]!)]).toEqual(['theirs', 'mine', 'theirs']);
  expect(choose(taken, changes[1]!, 'mine', keyed)[0]?.title).toBe('mine');
});

test('what was changed here and taken out there stays, and so the other way round', () => {
  const own = mine(([a, , c]) => [{ ...a!, duration: 60 }, c!]);

  const { slots, changes } = mergeSlots(base, own, [slot('b', 10, { duration: 60 }), slot('c', 20)], keyed);

  expect(ids(slots)).toEqual(['a', 'c']);
  expect(changes.map(({ id, part }) => [id, part])).toEqual([
    ['a', 'whole'],
    ['b', 'whole'],
  ]);
  const theirs = changes.reduce((now, change) => choose(now, change, 'theirs', keyed), slots);
  expect(ids(theirs)).toEqual(['b', 'c']);
  expect(ids(changes.reduce((now, change) => choose(now, change, 'mine', keyed), theirs))).toEqual(['a', 'c']);
});

test('the same instant is no change, however it is written', () =>
  expect(mergeSlots(base, mine((slots) => slots.map((one) => ({ ...one, start: new Date(one.start).toISOString(), titleEn: '' }))), [...base], keyed).changes).toEqual([]));
