import { expect, test } from 'vitest';
import type { ModerationRecord } from '../../../api/moderation';
import { merged } from './records';

const record = (id: string, at: number): ModerationRecord => ({ id, at, room: 'gushi', action: 'ban', byId: 'staff:1', byName: 'Li', everywhere: false });

test('pages make one trail, the newest first', () => {
  const older = [record('b', 2), record('a', 1)];
  expect(merged(older, [record('c', 3), record('b', 2)]).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});
