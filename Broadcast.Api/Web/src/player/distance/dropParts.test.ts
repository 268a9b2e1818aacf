import { expect, test } from 'vitest';
import { canDropParts } from './dropParts';

test('parts are loaded until the buffer lasts for a whole segment', () => {
  expect(canDropParts({ latency: 1.7, newest: 2, target: 6 })).toBe(false);
  expect(canDropParts({ latency: 3, newest: 2, target: 6 })).toBe(true);
  expect(canDropParts({ latency: 4.9, newest: 4, target: 6 })).toBe(false);
  expect(canDropParts({ latency: 5, newest: 4, target: 6 })).toBe(true);
});

test('where segments are longer than the distance, reaching the target is enough', () => {
  expect(canDropParts({ latency: 5.5, newest: 6, target: 6 })).toBe(false);
  expect(canDropParts({ latency: 5.8, newest: 6, target: 6 })).toBe(true);
});
