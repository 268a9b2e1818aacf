import { expect, test } from 'vitest';
import { RoomRefusal } from './refusal';

test('the code is read from the message of the hub', () => {
  const refusal = RoomRefusal.from(new Error("An unexpected error occurred invoking 'Say' on the server. HubException: chat.too_fast: Slow down."));
  expect(refusal).toMatchObject({ code: 'chat.too_fast', message: 'Slow down.' });
});

test('a code of one word is a code, too', () => {
  expect(RoomRefusal.from(new Error('HubException: internal: Something went wrong here.')).code).toBe('internal');
});

test('an error without a code means that the room was not reached', () => {
  expect(RoomRefusal.from(new Error('WebSocket closed with status code: 1006')).code).toBe('room.away');
});

test('a refusal says how long to wait', () => {
  const waits = (code: string, text: string) => new RoomRefusal(code, text).wait;
  expect(waits('chat.slow', 'Slow mode: 12 s until your next message.')).toBe(12);
  expect(waits('chat.timeout', 'A moderator has silenced you: 600 s to go.')).toBe(600);
  expect(waits('chat.too_fast', 'Not so fast; wait a moment.')).toBeNull();
});
