import { expect, test } from 'vitest';
import type { Vote } from '../../room/state';
import { shownVote } from './shownVote';

const vote = (id: string, phase: Vote['phase']): Vote => ({
  id, stage: 'gushi', title: id, options: [{ name: 'a' }, { name: 'b' }], opensAt: 1, closesAt: 2, acceptUntil: 3, results: 'after', strength: 'telephone', phase, counts: null,
});
const shown = (votes: Vote[], dismissed: string[] = []) => shownVote(votes, new Set(dismissed))?.id ?? null;

test('a vote that takes ballots is shown before a newer one that is over', () => expect(shown([vote('new', 'settled'), vote('old', 'paused')])).toBe('old'));

test('what was put away stays away, and an older result does not come in its place', () =>
  expect(shown([vote('new', 'settled'), vote('old', 'settled')], ['new'])).toBeNull());

test('an open vote that was put away makes room for the result of the newest', () => expect(shown([vote('new', 'settled'), vote('old', 'open')], ['old'])).toBe('new'));
