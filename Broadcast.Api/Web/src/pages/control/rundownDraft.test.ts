import { expect, test } from 'vitest';
import { addSlot, changeSlot, draftOf, insertSlot, moveSlot, overlaps, removeSlot, sentOf, stretchSlot, type RundownDraft } from './rundownDraft';

const slot = (start: string, duration: number) => ({ id: start, stage: 'gushi', title: '', start: `2026-08-10T${start}.000Z`, duration });
const rundown = { revision: 4, slots: [slot('02:00:00', 120), slot('02:02:00', 120), slot('02:10:00', 60)] };
const draft = draftOf(rundown);
const key = (index: number) => draft.slots[index]!.key;
const times = ({ slots }: RundownDraft) => slots.map(({ start, duration }) => `${start.slice(11, 19)}+${duration}`);

test('editing leaves what was loaded as it was', () => {
  expect(changeSlot(draft, key(0), { title: 'Honey' }).slots[0]?.title).toBe('Honey');
  expect(rundown.slots[0]?.title).toBe('');
  expect(sentOf(draft)).toEqual(rundown);
});

test('a longer slot moves what follows along, if wanted', () => {
  expect(times(stretchSlot(draft, key(0), 150, true))).toEqual(['02:00:00+150', '02:02:30+120', '02:10:30+60']);
  expect(times(stretchSlot(draft, key(0), 150, false))).toEqual(['02:00:00+150', '02:02:00+120', '02:10:00+60']);
});

test('a later start moves what follows along, if wanted', () => {
  const at = Date.parse('2026-08-10T02:03:00Z');
  expect(times(moveSlot(draft, key(1), at, true))).toEqual(['02:00:00+120', '02:03:00+120', '02:11:00+60']);
  expect(times(moveSlot(draft, key(1), at, false))).toEqual(['02:00:00+120', '02:03:00+120', '02:10:00+60']);
  expect(times(moveSlot(draft, key(2), Date.parse('2026-08-10T01:00:00Z'), false))).toEqual(['01:00:00+60', '02:00:00+120', '02:02:00+120']);
});

test('a slot that is taken out leaves its gap, unless what follows moves up', () => {
  expect(times(removeSlot(draft, key(1), false))).toEqual(['02:00:00+120', '02:10:00+60']);
  expect(times(removeSlot(draft, key(1), true))).toEqual(['02:00:00+120', '02:08:00+60']);
});

test('a slot is put between two', () => {
  expect(times(insertSlot(draft, key(0), 'suning', 'Honey', true))).toEqual(['02:00:00+120', '02:02:00+120', '02:04:00+120', '02:12:00+60']);
  expect(times(insertSlot(draft, key(1), 'suning', 'Honey', true))).toEqual(['02:00:00+120', '02:02:00+120', '02:04:00+120', '02:10:00+60']);
  expect(times(insertSlot(draft, key(1), 'suning', 'Honey', false))).toEqual(['02:00:00+120', '02:02:00+120', '02:04:00+120', '02:10:00+60']);
  expect(times(insertSlot(draft, key(2), 'suning', 'Honey', true)).at(-1)).toBe('02:11:00+120');
});

test('a slot that is put in where there is no room, and nothing moves, is reported', () => {
  const crowded = insertSlot(draft, key(0), 'suning', 'Honey', false);
  expect(overlaps(crowded.slots).size).toBe(1);
});

test('a new slot follows the last one', () => {
  const added = addSlot(addSlot(draft, 'suning', 'Honey', Date.parse('2026-08-10T02:01:00Z')), 'suning', 'Honey', 0);
  expect(times(added).slice(3)).toEqual(['02:11:00+120', '02:13:00+120']);
  expect(new Set(added.slots.map((one) => one.key)).size).toBe(5);
});

test('a new slot of an empty rundown begins at the next minute', () => {
  expect(times(addSlot({ revision: 0, slots: [], added: 0 }, 'suning', 'Honey', Date.parse('2026-08-10T02:01:30Z')))).toEqual(['02:02:00+120']);
});

test('overlaps are found whatever the order of the rows', () => {
  expect(overlaps(draft.slots).size).toBe(0);
  const mixed = draftOf({ revision: 1, slots: [slot('02:01:00', 120), slot('02:00:00', 300), slot('02:05:00', 10)] });
  expect([...overlaps(mixed.slots)]).toEqual(['02:01:00']);
});
