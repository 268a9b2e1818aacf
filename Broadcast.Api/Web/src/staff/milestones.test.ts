import { expect, test } from 'vitest';
import { passed } from './milestones';

test('a countdown is said at 60, 30 and 10 seconds and not in between', () => {
  expect([passed(60_100, 59_900), passed(59_900, 59_700), passed(30_001, 30_000), passed(10_200, 9_900), passed(9_900, 100)]).toEqual([60, null, 30, 10, null]);
});

test('after a gap only the last one is said, and a countdown that begins anew says nothing', () => {
  expect(passed(70_000, 9_000)).toBe(10);
  expect(passed(9_000, 200_000)).toBeNull();
});
