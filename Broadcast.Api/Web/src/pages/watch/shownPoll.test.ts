import { expect, test } from 'vitest';
import type { Poll } from '../../room/state';
import { shownPoll } from './shownPoll';

const poll = (id: string, phase: Poll['phase']): Poll => ({ id, stage: 'gushi', text: id, options: ['a', 'b'], closesAt: 1, acceptUntil: 2, phase, counts: null });
/** As the page shows them whose viewer saw all of them open. */
const shown = (polls: Poll[], dismissed: string[] = [], voted: string[] = []) =>
  shownPoll(polls, {
    dismissed: new Set(dismissed), kept: new Set(), answered: (id) => voted.includes(id), seen: new Map(polls.map(({ id }) => [id, { first: 'open', over: 0 }])), now: 1_000,
  })?.id ?? null;

test('an open poll is shown before a newer one that is over', () => expect(shown([poll('new', 'revealed'), poll('old', 'open')])).toBe('old'));

test('the result of an own vote is shown before the newest', () => expect(shown([poll('new', 'revealed'), poll('own', 'revealed')], [], ['own'])).toBe('own'));

test('what was dismissed stays away, and an older one does not come in its place', () =>
  expect(shown([poll('new', 'revealed'), poll('old', 'revealed')], ['new'])).toBeNull());

test('a newcomer is not shown the result of a poll that was over before', () =>
  expect(shownPoll([poll('old', 'revealed')], { dismissed: new Set(), kept: new Set(), answered: () => false, seen: new Map([['old', { first: 'over', over: 0 }]]), now: 1_000 })).toBeNull());
