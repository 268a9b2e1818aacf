import { expect, test } from 'vitest';
import type { RoomEvent } from './contracts';
import { emptyRoom, reduce, type RoomState } from './state';

let offset = 0;
const after = (state: RoomState, ...events: RoomEvent[]): RoomState => events.reduce((now, event) => reduce(now, { kind: 'event', event }), state);
const question = (id: string, opensAt: number): RoomEvent => ({
  offset: ++offset, type: 'question.scheduled', at: 0, data: { id, stage: 'gushi', opensAt, winners: 1, strength: 'telephone' },
});
const poll = (id: string, opensAt: number): RoomEvent => ({ offset: ++offset, type: 'poll.scheduled', at: 0, data: { id, stage: 'gushi', opensAt } });
const opened = (id: string): RoomEvent => ({
  offset: ++offset, type: 'question.opened', at: 0,
  data: { id, stage: 'gushi', text: '?', options: ['a', 'b'], closesAt: 10, acceptUntil: 16, winners: 1, commitment: 'c', strength: 'telephone' },
});
const cancelled = (id: string): RoomEvent => ({ offset: ++offset, type: 'question.cancelled', at: 7, data: { id, stage: 'gushi', reason: 'withdrawn' } });
const voided = (id: string): RoomEvent => ({ offset: ++offset, type: 'poll.voided', at: 8, data: { id, stage: 'gushi' } });
const shown = (state: RoomState) => state.scheduled.map(({ id, phase, endedAt }) => ({ id, phase, endedAt }));

test('what is scheduled is in the order of opening, each once', () => {
  const state = after(emptyRoom, question('b', 20), poll('c', 30), question('a', 10), question('b', 20));
  expect(state.scheduled.map(({ id, kind }) => `${kind} ${id}`)).toEqual(['question a', 'question b', 'poll c']);
  expect(state.questions).toHaveLength(0);
});

test('what opens is no longer scheduled, and is not scheduled again', () => {
  const state = after(emptyRoom, question('a', 10), question('b', 20), opened('a'), question('a', 10));
  expect(shown(state)).toEqual([{ id: 'b', phase: 'scheduled', endedAt: null }]);
  expect(state.questions[0]?.id).toBe('a');
});

test('what does not open any more is kept, so that it can be said', () => {
  const state = after(emptyRoom, question('a', 10), poll('p', 20), cancelled('a'), voided('p'), cancelled('p'));
  expect(shown(state)).toEqual([{ id: 'a', phase: 'cancelled', endedAt: 7 }, { id: 'p', phase: 'voided', endedAt: 8 }]);
});

test('the end of something unknown changes nothing', () => expect(after(emptyRoom, cancelled('a'))).toEqual(emptyRoom));

test('a few ended ones are kept', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  expect(after(emptyRoom, ...ids.map((id) => question(id, 10)), ...ids.slice(0, 4).map(cancelled)).scheduled).toHaveLength(4);
});
