import { expect, test } from 'vitest';
import type { Poll } from '../../room/state';
import { shownPoll } from './shownPoll';

const poll = (id: string, phase: Poll['phase']): Poll => ({ id, stage: 'gushi', text: id, options: ['a', 'b'], closesAt: 1, acceptUntil: 2, phase, counts: null });
const shown = (polls: Poll[], dismissed: string[] = [], voted: string[] = []) => shownPoll(polls, new Set(dismissed), (id) => voted.includes(id))?.id ?? null;

test('an open poll is shown before a newer one that is over', () => expect(shown([poll('new', 'revealed'), poll('old', 'open')])).toBe('old'));

test('the result of an own vote is shown before the newest', () => expect(shown([poll('new', 'revealed'), poll('own', 'revealed')], [], ['own'])).toBe('own'));

test('what was dismissed stays away, and an older one does not come in its place', () =>
  expect(shown([poll('new', 'revealed'), poll('old', 'revealed')], ['new'])).toBeNull());
