import { expect, test } from 'vitest';
import { silenceOf, slowed, slowPause } from './voice';

const open = { chat: 'open', slowSeconds: 0, followedMinutes: 0, review: false };
const all = ['read', 'like', 'chat', 'answer'];

test('who may chat in an open room talks', () => expect(silenceOf({ may: all, mode: open }, all)).toBeNull());

test('before the room is entered nobody is told why not', () => expect(silenceOf({ may: [], mode: open }, all)).toBeNull());

test('a guest who may not what guests may is banned', () => {
  expect(silenceOf({ may: ['read'], mode: open }, all)).toBe('banned');
  expect(silenceOf({ may: ['read', 'like'], mode: open }, ['read', 'like'])).toBe('guests');
});

test('a guest is neither staff nor a follower', () => {
  expect(silenceOf({ may: all, mode: { ...open, chat: 'staff' } }, all)).toBe('staff');
  expect(silenceOf({ may: all, mode: { ...open, chat: 'followers' } }, all)).toBe('followers');
});

test('slow mode makes who has spoken wait', () => {
  expect(slowPause(30, 1_000)).toEqual({ why: 'slow', until: 31_000 });
  expect(slowPause(0, 1_000)).toBeNull();
});

test('a slow mode that ends or becomes faster shortens the pause, and a slower one does not lengthen it', () => {
  const pause = { why: 'slow' as const, until: 31_000 };
  expect(slowed(pause, 0, 2_000)).toBeNull();
  expect(slowed(pause, 10, 2_000)).toEqual({ why: 'slow', until: 12_000 });
  expect(slowed(pause, 60, 2_000)).toBe(pause);
});

test('a timeout is not of the mode', () => {
  const pause = { why: 'timeout' as const, until: 31_000 };
  expect(slowed(pause, 0, 2_000)).toBe(pause);
});
