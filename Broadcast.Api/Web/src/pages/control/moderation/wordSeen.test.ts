import { expect, test } from 'vitest';
import { seenIn, seenOf } from './wordSeen';

test('a change of a word says what it was made from, also of words with spaces', () =>
  expect(seenIn(seenOf({ text: 'top 1 shop', action: 'hold' }))).toEqual({ replaces: 'top 1 shop', from: 'hold' }));
