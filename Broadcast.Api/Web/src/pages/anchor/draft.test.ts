import { expect, test } from 'vitest';
import { emptyDraft, finished, isReady } from './draft';

test('empty options are left out and the right answer moves with its text', () => {
  const draft = { ...emptyDraft, text: ' Which? ', options: ['a', ' ', ' c'], answer: 2 };
  expect(finished(draft)).toMatchObject({ text: 'Which?', options: ['a', 'c'], answer: 1 });
  expect(isReady(draft)).toBe(true);
});

test('a question whose right option is empty is not ready', () => {
  expect(isReady({ ...emptyDraft, text: '?', options: ['a', 'b', ''], answer: 2 })).toBe(false);
  expect(isReady({ ...emptyDraft, text: '?', options: ['a', ''] })).toBe(false);
});
