import { expect, test } from 'vitest';
import type { Scheduled } from '../room/scheduled';
import { hasPrize, prizeAhead, upcoming } from './upcoming';

const question = (id: string, winners: number, endedAt: number | null = null): Scheduled => ({
  kind: 'question', id, stage: 'gushi', opensAt: 1, winners, strength: 'telephone', phase: endedAt === null ? 'scheduled' : 'cancelled', endedAt,
});
const shown = (scheduled: Scheduled[], now: number, ...dismissed: string[]) => upcoming(scheduled, new Set(dismissed), now).map(({ id }) => id);

test('what was cancelled is said for a minute, or until it is dismissed', () => {
  const all = [question('a', 1, 1_000), question('b', 1)];
  expect(shown(all, 60_999)).toEqual(['a', 'b']);
  expect(shown(all, 61_000)).toEqual(['b']);
  expect(shown(all, 2_000, 'a')).toEqual(['b']);
});

test('what is scheduled stays, however late it is', () => expect(shown([question('b', 1)], 9e12, 'b')).toEqual(['b']));

test('a prize is ahead while a question with winners is scheduled', () => {
  expect(prizeAhead([question('a', 0), question('b', 1)])).toBe(true);
  expect(prizeAhead([question('a', 0), question('b', 1, 5)])).toBe(false);
});

test('a question is for a prize when there is one and somebody can win it', () => {
  const prize = { id: 'egg', name: '鸭蛋', price: 100, currency: 'CNY', url: '/item/egg' };
  expect([question('a', 1), { ...question('a', 1), prize }, { ...question('a', 0), prize }].map((one) => hasPrize(one as Scheduled))).toEqual([false, true, false]);
});
