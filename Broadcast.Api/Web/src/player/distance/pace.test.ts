import { expect, test } from 'vitest';
import { paceOf } from './pace';

const state = { target: 4, ahead: 3, rate: 1 };

test('a picture at its target plays at the normal rate', () => {
  for (const latency of [3.8, 4, 4.2]) expect(paceOf({ ...state, latency })).toBe(1);
});

test('too far behind it plays a little faster until it is there, unless its buffer is short', () => {
  expect(paceOf({ ...state, latency: 6 })).toBe(1.08);
  expect(paceOf({ ...state, latency: 4.5 })).toBe(1.04);
  expect(paceOf({ ...state, latency: 4.2, rate: 1.04 })).toBe(1.04);
  expect(paceOf({ ...state, latency: 4.05, rate: 1.04 })).toBe(1);
  expect(paceOf({ ...state, latency: 6, ahead: 0.8 })).toBe(1);
});

test('too near it plays a little slower until it is there', () => {
  expect(paceOf({ ...state, latency: 1.6 })).toBe(0.92);
  expect(paceOf({ ...state, latency: 3.5 })).toBe(0.96);
  expect(paceOf({ ...state, latency: 3.8, rate: 0.96 })).toBe(0.96);
  expect(paceOf({ ...state, latency: 3.95, rate: 0.96 })).toBe(1);
});
