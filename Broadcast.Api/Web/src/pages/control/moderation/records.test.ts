import { expect, test } from 'vitest';
import type { ModerationRecord } from '../../../api/moderation';
import { merged } from './records';

const record = (id: string, minute: number): ModerationRecord => ({
  id, at: `2026-11-27T09:0${minute}:00+00:00`, room: 'gushi', action: 'ban', by: 'staff:1', byName: 'Li', viewer: 'guest:1', viewerName: 'Wang', text: '', reason: '',
  until: null, everywhere: false,
});

test('pages make one trail, the newest first', () => {
  const older = [record('b', 2), record('a', 1)];
  expect(merged(older, [record('c', 3), record('b', 2)]).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});
