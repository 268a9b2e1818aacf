import { expect, test } from 'vitest';
import type { Question } from '../../room/state';
import { resultShown, type Seen } from './results';
import { shownQuestion } from './shownQuestion';

const question = (id: string, phase: Question['phase'], closesAt: number): Question => ({
  id, phase, closesAt, stage: 'gushi', text: '?', options: ['a', 'b'], acceptUntil: closesAt + 6, winners: 1, commitment: 'c', strength: 'telephone', offset: 1, result: null,
});
const none: ReadonlySet<string> = new Set();
/** As the page shows them that saw all of them open, and their ends at 0. */
const shown = (questions: Question[], dismissed = none, answered: string[] = [], { first = 'open', now = 1_000, kept = none }: { first?: Seen['first']; now?: number; kept?: ReadonlySet<string> } = {}) =>
  shownQuestion(questions, { dismissed, kept, answered: (id) => answered.includes(id), seen: new Map(questions.map(({ id }) => [id, { first, over: 0 }])), now })?.id ?? null;

test('the newest is shown, in whatever order they arrived', () => {
  const [older, newer] = [question('older', 'revealed', 10), question('newer', 'closed', 20)];
  expect(shown([older, newer])).toBe('newer');
  expect(shown([newer, older])).toBe('newer');
});

test('an open question comes before everything else', () => {
  expect(shown([question('open', 'open', 10), question('over', 'revealed', 20)], none, ['over'])).toBe('open');
});

test('a viewer who answered sees the result, even of an older question', () => {
  const questions = [question('mine', 'revealed', 10), question('next', 'closed', 20)];
  expect(shown(questions, none, ['mine'])).toBe('mine');
  expect(shown(questions, new Set(['mine']), ['mine'])).toBe('next');
});

test('a newcomer is shown what is open, and nothing that was over before', () => {
  expect(shown([question('over', 'revealed', 20)], none, [], { first: 'over' })).toBeNull();
  expect(shown([question('open', 'open', 10), question('over', 'revealed', 20)], none, [], { first: 'over' })).toBe('open');
});

test('a result goes after a while, unless it is kept', () => {
  const questions = [question('over', 'revealed', 20)];
  expect(shown(questions, none, ['over'], { now: resultShown })).toBeNull();
  expect(shown(questions, none, ['over'], { now: resultShown, kept: new Set(['over']) })).toBe('over');
  expect(shown(questions, new Set(['over']), ['over'], { now: resultShown, kept: new Set(['over']) })).toBeNull();
});

test('an answered question that was called off is shown, too', () => {
  expect(shown([question('mine', 'voided', 10), question('next', 'revealed', 20)], none, ['mine'])).toBe('mine');
});

test('an answered question without a result does not hide a newer one', () => {
  expect(shown([question('mine', 'closed', 10), question('next', 'closed', 20)], none, ['mine'])).toBe('next');
});

test('dismissing one does not bring back a question that the viewer did not answer', () => {
  const questions = [question('a', 'revealed', 10), question('b', 'revealed', 20)];
  expect(shown(questions, new Set(['b']))).toBeNull();
  expect(shown(questions, new Set(['b']), ['a'])).toBe('a');
  expect(shown(questions, new Set(['a', 'b']), ['a'])).toBeNull();
});
