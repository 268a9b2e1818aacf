import { expect, test } from 'vitest';
import { StopLog } from './stops';

test('stops are kept with their length, and no end without a beginning', () => {
  const log = new StopLog();
  expect(log.end(500)).toBeNull();
  log.begin(1_000);
  log.begin(1_100);
  expect(log.end(2_500)).toEqual({ at: 1_000, ms: 1_500 });
  expect(log.end(2_600)).toBeNull();
  expect(log.last).toEqual([{ at: 1_000, ms: 1_500 }]);
});

test('the sum has every stop of the page, also those that are no longer kept, and the one under way', () => {
  const log = new StopLog();
  for (let number = 0; number < 60; number++) {
    log.begin(number * 1_000);
    log.end(number * 1_000 + 300);
  }
  expect(log.last).toHaveLength(50);
  expect(log.total(70_000)).toBe(18_000);
  log.begin(70_000);
  expect(log.total(75_000)).toBe(23_000);
});
