import { expect, test } from 'vitest';
import type { Question } from '../../room/state';
import { shownQuestion } from './shownQuestion';

const question = (id: string, phase: Question['phase'], closesAt: number): Question => ({
  id, phase, closesAt, stage: 'gushi', text: '?', options: ['a', 'b'], acceptUntil: closesAt + 6, winners: 1, commitment: 'c', offset: 1, result: null,
});
const none: ReadonlySet<string> = new Set();
const shown = (questions: Question[], putAway = none, answered: string[] = []) =>
  shownQuestion(questions, putAway, (id) => answered.includes(id))?.id ?? null;

test('the newest is shown, in whatever order they were heard', () => {
  const [older, newer] = [question('older', 'revealed', 10), question('newer', 'closed', 20)];
  expect(shown([older, newer])).toBe('newer');
  expect(shown([newer, older])).toBe('newer');
});

test('an open question comes before everything else', () => {
  expect(shown([question('open', 'open', 10), question('over', 'revealed', 20)], none, ['over'])).toBe('open');
});

test('who answered sees the result, even of an older question', () => {
  const questions = [question('mine', 'revealed', 10), question('next', 'closed', 20)];
  expect(shown(questions, none, ['mine'])).toBe('mine');
  expect(shown(questions, new Set(['mine']), ['mine'])).toBe('next');
});

test('that an answered question was called off is told, too', () => {
  expect(shown([question('mine', 'voided', 10), question('next', 'revealed', 20)], none, ['mine'])).toBe('mine');
});

test('an answer that still waits for its result takes no place from a newer question', () => {
  expect(shown([question('mine', 'closed', 10), question('next', 'closed', 20)], none, ['mine'])).toBe('next');
});

test('putting one away brings back no question that the viewer had no part in', () => {
  const questions = [question('a', 'revealed', 10), question('b', 'revealed', 20)];
  expect(shown(questions, new Set(['b']))).toBeNull();
  expect(shown(questions, new Set(['b']), ['a'])).toBe('a');
  expect(shown(questions, new Set(['a', 'b']), ['a'])).toBeNull();
});
