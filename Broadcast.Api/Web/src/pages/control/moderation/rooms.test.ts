import { expect, test } from 'vitest';
import { mayTrail, mayWords, roomsOf } from './rooms';

const festival = { channel: 'festival', stages: [{ id: 'gushi' }, { id: 'suning' }] } as Parameters<typeof roomsOf>[0];

test('a moderator with stages moderates those, and others all rooms', () => {
  expect(roomsOf(festival, { roles: ['moderator'], stages: ['suning'] })).toEqual(['suning']);
  expect(roomsOf(festival, { roles: ['moderator'], stages: [] })).toEqual(['festival', 'gushi', 'suning']);
  expect(roomsOf(festival, { roles: ['operator'], stages: ['suning'] })).toEqual(['festival', 'gushi', 'suning']);
});

test('the word lists need a right of their own', () => {
  expect(mayWords({ roles: ['operator'], moderates: [] })).toBe(true);
  expect(mayWords({ roles: ['moderator'], moderates: ['remove'] })).toBe(false);
  expect(mayWords({ roles: ['moderator'], moderates: ['words'] })).toBe(true);
});

test('the audit trail is for those who moderate all rooms', () => {
  expect(mayTrail({ roles: ['operator'], stages: ['gushi'] })).toBe(true);
  expect(mayTrail({ roles: ['moderator'], stages: [] })).toBe(true);
  expect(mayTrail({ roles: ['moderator'], stages: ['gushi'] })).toBe(false);
});
