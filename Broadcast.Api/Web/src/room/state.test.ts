import { expect, test } from 'vitest';
import type { RoomEvent } from './contracts';
import { emptyRoom, reduce, type RoomState } from './state';

let offset = 0;
const after = (state: RoomState, ...events: RoomEvent[]): RoomState =>
  events.reduce((now, event) => reduce(now, { kind: 'event', event }), state);
const chat = (text: string): RoomEvent => ({ offset: ++offset, type: 'chat', at: 0, by: { id: 'guest:1', name: 'Li' }, data: { text } });
const pinned = (pin: string): RoomEvent => ({
  offset: ++offset, type: 'pin', at: 0,
  data: { pin, stage: 'gushi', product: { id: 'egg', name: '鸭蛋', price: 100, currency: 'CNY', url: '/item/egg' } },
});
const unpinned = (pin: string): RoomEvent => ({ offset: ++offset, type: 'unpin', at: 0, data: { pin, stage: 'gushi' } });
const opened = (id: string): RoomEvent => ({
  offset: ++offset, type: 'question.opened', at: 0,
  data: { id, stage: 'gushi', text: '?', options: ['a', 'b'], closesAt: 10, acceptUntil: 16, winners: 1, commitment: 'c', strength: 'telephone' },
});
const closed = (id: string): RoomEvent => ({ offset: ++offset, type: 'question.closed', at: 0, data: { id, stage: 'gushi' } });
const revealed = (id: string): RoomEvent => ({
  offset: ++offset, type: 'question.revealed', at: 0,
  data: { id, stage: 'gushi', answer: 1, counts: [0, 2], winners: [{ viewer: 'guest:1', name: 'Li' }], seed: 's' },
});

test('a pin is shown until it ends', () => {
  const shown = after(emptyRoom, pinned('a'));
  expect(shown.pin?.pin).toBe('a');
  expect(after(shown, unpinned('a')).pin).toBeNull();
});

test('the end of an earlier pin does not remove the current one', () => {
  expect(after(emptyRoom, pinned('a'), pinned('b'), unpinned('a')).pin?.pin).toBe('b');
});

test('a question goes from open to closed to revealed', () => {
  const open = after(emptyRoom, opened('q'));
  expect(open.questions[0]?.phase).toBe('open');
  const over = after(open, closed('q'));
  expect(over.questions[0]?.phase).toBe('closed');
  const known = after(over, revealed('q'));
  expect(known.questions[0]).toMatchObject({ phase: 'revealed', result: { answer: 1, counts: [0, 2] } });
});

test('a question that arrives twice is kept once', () => {
  expect(after(emptyRoom, opened('q'), opened('q')).questions).toHaveLength(1);
});

test('a close that comes after the reveal changes nothing', () => {
  expect(after(emptyRoom, opened('q'), revealed('q'), closed('q')).questions[0]?.phase).toBe('revealed');
});

test('a vote is paused, goes on and ends later, and a step that is told again changes nothing', () => {
  const id = 'gushi.1';
  const vote = (type: string, data: object = {}): RoomEvent => ({ offset: ++offset, type, at: 0, data: { id, stage: 'gushi', ...data } }) as unknown as RoomEvent;
  const opened = vote('vote.opened', { title: '?', options: [{ name: 'a' }], opensAt: 1, closesAt: 2, acceptUntil: 3, results: 'after', strength: 'telephone' });
  const paused = after(emptyRoom, opened, vote('vote.paused', { pause: 1 }));
  const resumed = after(paused, opened, vote('vote.resumed', { pause: 1, closesAt: 9, acceptUntil: 10 }));
  const settled = after(resumed, vote('vote.closed'), vote('vote.settled', { counts: [4], ballots: 4, root: 'r' }), vote('vote.closed'));
  expect(paused.votes[0]?.phase).toBe('paused');
  expect(resumed.votes).toMatchObject([{ phase: 'open', closesAt: 9 }]);
  expect(settled.votes).toMatchObject([{ phase: 'settled', counts: [4] }]);
});

test('a fresh join forgets what was before and a resume does not', () => {
  const before = after(emptyRoom, pinned('a'), chat('hello'));
  const { mode } = emptyRoom;
  const joined = { kind: 'joined', link: 'live', may: ['read'], mode, counts: { viewers: 3, likes: 1 }, sameLog: true, skipped: 0 } as const;
  expect(reduce(before, { ...joined, fresh: true })).toMatchObject({ pin: null, chat: [], link: 'live', counts: { viewers: 3 } });
  expect(reduce(before, { ...joined, fresh: false }).pin?.pin).toBe('a');
});

test('the mode is the newest one', () => {
  const mode = { chat: 'staff', slowSeconds: 10, followedMinutes: 0, review: true };
  expect(after(emptyRoom, { offset: ++offset, type: 'room.mode', at: 0, data: { mode } }).mode).toEqual(mode);
});

test('an unknown type of event is ignored', () => {
  const strange = { offset: ++offset, type: 'weather.changed', at: 0, data: {} } as unknown as RoomEvent;
  expect(after(emptyRoom, strange)).toEqual(emptyRoom);
});
