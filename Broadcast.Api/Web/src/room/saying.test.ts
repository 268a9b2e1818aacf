import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChannelClock } from './clock';
import { Room } from './room';
import { TestServer } from './testing';

const self = { id: 'guest:1', name: 'Li' };
const other = { id: 'guest:2', name: 'Wang' };
const chat = (text: string, by = other) => ({ type: 'chat' as const, by, data: { text } });

let server: TestServer;
let room: Room;
let heard: string[];

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new TestServer();
  heard = [];
  room = new Room({
    room: 'gushi', feed: null, clock: new ChannelClock(() => Infinity), connect: server.connect, token: () => Promise.resolve('ticket'), author: () => self,
  });
  room.on('chat', (event) => heard.push(event.data.text));
  room.start();
  await settle();
});

afterEach(async () => {
  await room.stop();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(1);
const texts = () => room.state.chat.map((line) => line.text);

/** The log is taken anew, over another connection. */
async function resync(): Promise<void> {
  server.forgetful = true;
  server.last.cut();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.hubs).toHaveLength(2);
}

test('what was said here stands once when the room tells it', async () => {
  await room.say('hello');
  await settle();

  expect(texts()).toEqual(['hello']);
  expect(heard).toEqual(['hello']);
});

test('what was said here stands once when the room tells it after its acknowledgement', async () => {
  const { tell } = server.last;
  const waiting: unknown[][] = [];
  server.last.tell = (...frame) => void waiting.push(frame);
  await room.say('hello');
  expect(texts()).toEqual(['hello']);

  for (const frame of waiting) tell.apply(server.last, frame as never);

  expect(texts()).toEqual(['hello']);
  expect(heard).toEqual(['hello']);
});

test('what the room leaves out of what it tells stands for whoever said it', async () => {
  server.append(chat('before'));
  server.saying = 'left out';
  await room.say('mine');
  server.append(chat('behind'));

  expect(texts()).toEqual(['before', 'mine', 'behind']);
  expect(room.state.chat[1]?.by).toEqual(self);
  expect(heard).toEqual(['before', 'mine', 'behind']);
  expect(room.state.skipped).toBe(0);
});

test('what stands here is not counted among what was left out, whether its acknowledgement comes first or last', async () => {
  server.saying = 'left out';
  const { tell } = server.last;
  const waiting: unknown[][] = [];
  server.last.tell = (...frame) => void waiting.push(frame);
  await room.say('mine');
  for (const frame of waiting) tell.apply(server.last, frame as never);
  expect(room.state.skipped).toBe(0);

  server.last.tell = tell;
  await room.say('mine, too');
  expect(room.state.skipped).toBe(0);
});

test('what waits for a moderator does not stand before it is let in', async () => {
  server.saying = 'held';
  expect(await room.say('may I?')).toMatchObject({ held: true });
  expect(texts()).toEqual([]);

  server.append(chat('may I?', self));
  expect(texts()).toEqual(['may I?']);
});

test('an own line survives a fresh start in the same log', async () => {
  server.saying = 'left out';
  await room.say('mine');
  server.append(chat('behind'));
  await resync();

  expect(texts()).toEqual(['mine', 'behind']);
  expect(heard.filter((text) => text === 'mine')).toHaveLength(1);
});

test('an own line does not survive the log that it was said in', async () => {
  server.saying = 'left out';
  await room.say('mine');
  server.append(chat('behind'));
  server.epoch = 'b';
  await resync();

  expect(texts()).toEqual(['behind']);
});

test('what a moderator took back is gone, also when it comes again', async () => {
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
