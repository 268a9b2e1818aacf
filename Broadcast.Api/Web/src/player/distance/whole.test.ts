import { expect, test } from 'vitest';
import { canGoOver } from './whole';

test('parts are loaded until the buffer lasts for a whole segment', () => {
  expect(canGoOver({ latency: 1.7, newest: 2, target: 6 })).toBe(false);
  expect(canGoOver({ latency: 3, newest: 2, target: 6 })).toBe(true);
  expect(canGoOver({ latency: 4.9, newest: 4, target: 6 })).toBe(false);
  expect(canGoOver({ latency: 5, newest: 4, target: 6 })).toBe(true);
});

test('where segments are longer than the distance, being there is enough', () => {
  expect(canGoOver({ latency: 5.5, newest: 6, target: 6 })).toBe(false);
  expect(canGoOver({ latency: 5.8, newest: 6, target: 6 })).toBe(true);
});
