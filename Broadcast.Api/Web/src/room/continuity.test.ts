import { expect, test } from 'vitest';
import { judge } from './continuity';
import type { EventBatch, RoomEvent } from './contracts';

const event: RoomEvent = { offset: 1, type: 'chat', at: 0, data: { text: 'hi' } };
const batch = (from: number, to: number, epoch = 'a'): EventBatch => ({
  epoch, from, to, events: from === to ? [] : [event], counts: { viewers: 0, likes: 0 }, skipped: 0,
});
const here = { epoch: 'a', offset: 10 };

test('the next batch is accepted', () => expect(judge(here, batch(10, 12))).toBe('accept'));
test('a batch that overlaps what is known is accepted', () => expect(judge(here, batch(8, 12))).toBe('accept'));
test('a batch of counts alone is accepted', () => expect(judge(here, batch(10, 10))).toBe('accept'));
test('a batch that is fully known is skipped', () => expect(judge(here, batch(7, 10))).toBe('known'));
test('a batch after missing events makes the client join again', () => expect(judge(here, batch(11, 12))).toBe('hole'));
test('a batch of another epoch makes the client join again', () => expect(judge(here, batch(10, 12, 'b'))).toBe('hole'));
