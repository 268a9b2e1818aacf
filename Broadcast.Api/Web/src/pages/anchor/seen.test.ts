import { expect, test } from 'vitest';
import type { RoomEvent } from '../../room/contracts';
import { seenOf, viewersBehind } from './seen';

const event = (type: string, showAt: number | null) => ({ offset: 1, type, at: 1_000, showAt, data: {} }) as unknown as RoomEvent;

test('what belongs to a picture is seen when viewers have that picture', () => {
  expect(seenOf(event('pin', 5_000))).toEqual({ kind: 'pin', at: 5_000 + viewersBehind });
  expect(seenOf(event('question.voided', null))).toEqual({ kind: 'calledOff', at: 1_000 });
});

test('chat and steps that show nothing are not reported', () => {
  expect(seenOf(event('chat', null))).toBeNull();
  expect(seenOf(event('question.closed', null))).toBeNull();
});
