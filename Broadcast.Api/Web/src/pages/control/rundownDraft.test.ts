import { expect, test } from 'vitest';
import { addSlot, changeSlot, draftOf, overlaps, removeSlot } from './rundownDraft';

const slot = (start: string, duration: number) => ({ id: start, stage: 'gushi', title: '', start: `2026-08-10T${start}Z`, duration });
const rundown = { revision: 4, slots: [slot('02:00:00', 120), slot('02:02:00', 120)] };

test('editing leaves what was loaded as it was', () => {
  const draft = changeSlot(draftOf(rundown), 0, { duration: 60 });
  expect(draft.slots[0]?.duration).toBe(60);
  expect(rundown.slots[0]?.duration).toBe(120);
  expect(removeSlot(draft, 0).slots).toHaveLength(1);
});

test('a new slot follows the last one', () => {
  const draft = addSlot(draftOf(rundown), 'suning', 'Honey', Date.parse('2026-08-10T02:01:00Z'));
  expect(draft.slots[2]).toMatchObject({ stage: 'suning', title: 'Honey', start: '2026-08-10T02:04:00.000Z' });
});

test('a new slot of an empty rundown begins at the next minute', () => {
  expect(addSlot({ revision: 0, slots: [] }, 'suning', 'Honey', Date.parse('2026-08-10T02:01:30Z')).slots[0]?.start).toBe('2026-08-10T02:02:00.000Z');
});

test('overlaps are found whatever the order of the rows', () => {
  expect(overlaps(rundown.slots).size).toBe(0);
  expect([...overlaps([slot('02:01:00', 120), slot('02:00:00', 300), slot('02:05:00', 10)])]).toEqual([0]);
});
