import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChannelClock } from './clock';
import { Room } from './room';
import { TestServer } from './testing';

const self = { id: 'guest:1', name: 'Li' };
const other = { id: 'guest:2', name: 'Wang' };
const chat = (text: string, by = other) => ({ type: 'chat' as const, by, data: { text } });

let server: TestServer;
let room: Room;
let received: string[];

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new TestServer();
  received = [];
  room = new Room({
    room: 'gushi', feed: null, clock: new ChannelClock(() => Infinity), connect: server.connect, token: () => Promise.resolve('ticket'), author: () => self,
  });
  room.on('chat', (event) => received.push(event.data.text));
  room.start();
  await settle();
});

afterEach(async () => {
  await room.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(1);
const texts = () => room.state.chat.map((line) => line.text);

/** Joins again over another connection, which replaces all that was shown. */
async function resync(): Promise<void> {
  server.forgetful = true;
  server.last.cut();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.hubs).toHaveLength(2);
}

test('a message sent from here is shown once when the room sends it', async () => {
  await room.say('hello');
  await settle();

  expect(texts()).toEqual(['hello']);
  expect(received).toEqual(['hello']);
});

test('a message sent from here is shown once when the room sends it after its acknowledgement', async () => {
  const { send } = server.last;
  const waiting: unknown[][] = [];
  server.last.send = (...frame) => void waiting.push(frame);
  await room.say('hello');
  expect(texts()).toEqual(['hello']);

  for (const frame of waiting) send.apply(server.last, frame as never);

  expect(texts()).toEqual(['hello']);
  expect(received).toEqual(['hello']);
});

test('a message that the room leaves out is shown to its author', async () => {
  server.append(chat('before'));
  server.messages = 'left out';
  await room.say('mine');
  server.append(chat('behind'));

  expect(texts()).toEqual(['before', 'mine', 'behind']);
  expect(room.state.chat[1]?.by).toEqual(self);
  expect(received).toEqual(['before', 'mine', 'behind']);
  expect(room.state.skipped).toBe(0);
});

test('a message that is shown is not counted as left out, whether its acknowledgement comes first or last', async () => {
  server.messages = 'left out';
  const { send } = server.last;
  const waiting: unknown[][] = [];
  server.last.send = (...frame) => void waiting.push(frame);
  await room.say('mine');
  for (const frame of waiting) send.apply(server.last, frame as never);
  expect(room.state.skipped).toBe(0);

  server.last.send = send;
  await room.say('mine, too');
  expect(room.state.skipped).toBe(0);
});

test('a held message is not shown before it is approved', async () => {
  server.messages = 'held';
  expect(await room.say('may I?')).toMatchObject({ held: true });
  expect(texts()).toEqual([]);

  server.append(chat('may I?', self));
  expect(texts()).toEqual(['may I?']);
});

test('an own line survives a fresh start in the same log', async () => {
  server.messages = 'left out';
  await room.say('mine');
  server.append(chat('behind'));
  await resync();

  expect(texts()).toEqual(['mine', 'behind']);
  expect(received.filter((text) => text === 'mine')).toHaveLength(1);
});

test('an own line does not survive a change of the log', async () => {
  server.messages = 'left out';
  await room.say('mine');
  server.append(chat('behind'));
  server.epoch = 'b';
  await resync();

  expect(texts()).toEqual(['behind']);
});

test('a removed message is gone, also when it arrives again', async () => {
  await room.say('mine');
  server.append(chat('theirs'));
  server.append({ type: 'chat.removed', data: { offset: 1 } });
  server.append({ type: 'chat.removed', data: { viewer: other.id } });
  expect(texts()).toEqual([]);

  await resync();
  expect(texts()).toEqual([]);
});

test('the mode comes with the snapshot and changes with its event', async () => {
  const slow = { chat: 'open', slowSeconds: 30, followedMinutes: 0, review: false };
  server.append({ type: 'room.mode', data: { mode: slow } });
  expect(room.state.mode).toEqual(slow);

  await resync();
  expect(room.state.mode).toEqual(slow);
});

test('moderators act on the room that they are in', async () => {
  const mode = { chat: 'staff', slowSeconds: 0, followedMinutes: 0, review: false };
  await room.removeMessage(7, 'an advertisement');
  await room.removeMessage(8);
  await room.restrict('guest:2', { kind: 'timeout', seconds: 60 });
  await room.lift('guest:2');
  await room.setMode(mode);
  await room.review('1-0', true);

  expect(server.last.calls.slice(1)).toEqual([
    { method: 'RemoveMessage', args: ['gushi', 7, 'an advertisement'] },
    { method: 'RemoveMessage', args: ['gushi', 8, null] },
    { method: 'Restrict', args: ['gushi', 'guest:2', { kind: 'timeout', seconds: 60 }] },
    { method: 'Lift', args: ['gushi', 'guest:2'] },
    { method: 'SetMode', args: ['gushi', mode] },
    { method: 'Review', args: ['gushi', '1-0', true] },
  ]);
});
