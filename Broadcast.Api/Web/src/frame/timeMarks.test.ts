import { expect, test } from 'vitest';
import { markOf } from './timeMarks';

test('a countdown is read out at 60, 30 and 10 seconds', () => {
  const read = [];
  for (let left = 75; left >= 0; left--) if (markOf(left) !== markOf(left + 1) && markOf(left) !== null) read.push(left);
  expect(read).toEqual([60, 30, 10]);
});

test('nothing is read out while there is more time, and at the end', () => {
  expect([markOf(61), markOf(0)]).toEqual([null, null]);
});
