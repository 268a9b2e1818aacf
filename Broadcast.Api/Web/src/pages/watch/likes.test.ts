import { expect, test } from 'vitest';
import { settle, shownLikes, tap, type OwnLikes } from './likes';

test('five taps stay until a count has them, and never flicker', () => {
  let own: OwnLikes | null = null;
  const shown: number[] = [];
  for (let i = 0; i < 5; i++) {
    own = tap(own, 0, i * 100);
    shown.push(shownLikes(own, 0));
  }
  for (const [count, now] of [[0, 1_000], [0, 2_000], [0, 3_000], [5, 4_000], [6, 5_000]] as const) {
    own = settle(own, count, now);
    shown.push(shownLikes(own, count));
  }
  expect(shown).toEqual([1, 2, 3, 4, 5, 5, 5, 5, 5, 6]);
  expect(own).toBeNull();
});

test('taps of others that come first do not take the count back', () => {
  const own = tap(tap(null, 10, 0), 10, 0);
  expect(shownLikes(settle(own, 11, 100), 11)).toBe(12);
  expect(shownLikes(settle(own, 40, 200), 40)).toBe(40);
});

test('likes that the room never counts are given up', () => {
  const own = tap(null, 10, 0);
  expect(shownLikes(settle(own, 10, 14_999), 10)).toBe(11);
  expect(settle(own, 10, 15_000)).toBeNull();
});
