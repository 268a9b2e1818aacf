import { expect, test } from 'vitest';
import { retryDelay } from './retry';

test('delays grow to a limit and are spread over their whole range', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map((attempt) => retryDelay(attempt, () => 1))).toEqual([1000, 2000, 4000, 8000, 16000, 20000, 20000]);
  expect(retryDelay(5, () => 0)).toBe(0);
  expect(retryDelay(5, () => 0.5)).toBe(10_000);
});
