import { expect, test } from 'vitest';
import { shortenPause, silenceOf, slowPause } from './talkLimits';

const open = { chat: 'open', slowSeconds: 0, followedMinutes: 0, review: false };
const all = ['read', 'like', 'chat', 'answer'];

test('a guest who may chat can talk in an open room', () => expect(silenceOf({ may: all, mode: open }, all)).toBeNull());

test('before the room is entered there is no reason', () => expect(silenceOf({ may: [], mode: open }, all)).toBeNull());

test('a guest who lacks a right of guests is banned', () => {
  expect(silenceOf({ may: ['read'], mode: open }, all)).toBe('banned');
  expect(silenceOf({ may: ['read', 'like'], mode: open }, ['read', 'like'])).toBe('guests');
});

test('a guest is neither staff nor a follower', () => {
  expect(silenceOf({ may: all, mode: { ...open, chat: 'staff' } }, all)).toBe('staff');
  expect(silenceOf({ may: all, mode: { ...open, chat: 'followers' } }, all)).toBe('followers');
});

test('slow mode makes a viewer wait after a message', () => {
  expect(slowPause(30, 1_000)).toEqual({ why: 'slow', until: 31_000 });
  expect(slowPause(0, 1_000)).toBeNull();
});

test('a slow mode that ends or becomes faster shortens the pause, and a slower one does not lengthen it', () => {
  const pause = { why: 'slow' as const, until: 31_000 };
  expect(shortenPause(pause, 0, 2_000)).toBeNull();
  expect(shortenPause(pause, 10, 2_000)).toEqual({ why: 'slow', until: 12_000 });
  expect(shortenPause(pause, 60, 2_000)).toBe(pause);
});

test('a change of the mode does not affect a timeout', () => {
  const pause = { why: 'timeout' as const, until: 31_000 };
  expect(shortenPause(pause, 0, 2_000)).toBe(pause);
});
