import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChannelClock } from './clock';
import type { RoomEvent } from './contracts';
import type { RoomOptions } from './options';
import { Room } from './room';
import { TestServer } from './testing';

const pin = (id: string) => ({
  type: 'pin' as const, data: { pin: id, stage: 'gushi', product: { id, name: id, price: 1, currency: 'CNY', url: `/item/${id}` } },
});
const chat = (text: string) => ({ type: 'chat' as const, data: { text } });

let server: TestServer;
let room: Room;
let received: RoomEvent[];
let tokens: boolean[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new TestServer();
  vi.stubGlobal('fetch', server.fetch);
});

afterEach(async () => {
  await room.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function enter(options: Partial<RoomOptions> = {}): void {
  received = [];
  tokens = [];
  room = new Room({
    room: 'gushi',
    clock: new ChannelClock(() => Infinity),
    connect: server.connect,
    token: (again) => {
      tokens.push(again);
      return Promise.resolve('ticket');
    },
    ...options,
  });
  room.on('*', (event) => received.push(event));
  room.start();
}

const settle = () => vi.advanceTimersByTimeAsync(1);
const offsets = () => received.map((event) => event.offset);
const joins = () => server.hubs.flatMap((hub) => hub.calls.filter((call) => call.method === 'Join').map((call) => call.args[1]));
const chunks = () => server.requests.filter((path) => /\d+\.json$/.test(path));

test('a client that is asked to reconnect joins again before the old connection is closed, and gets every event once', async () => {
  enter();
  await settle();
  server.append(chat('one'));
  const old = server.last;

  old.send('Reconnect', 700);
  await vi.advanceTimersByTimeAsync(699);
  expect(server.hubs).toHaveLength(1);
  server.append(chat('two'));
  await vi.advanceTimersByTimeAsync(2);

  expect(server.hubs).toHaveLength(2);
  expect(old.state).toBe('Disconnected');
  expect(joins()).toEqual([null, { epoch: 'a', offset: 2 }]);
  server.append(chat('three'));
  expect(offsets()).toEqual([1, 2, 3]);
  expect(room.state.link).toBe('live');
});

test('a client that is asked to reconnect keeps the old connection until a new one is accepted', async () => {
  enter();
  await settle();
  server.full = true;
  server.last.send('Reconnect', 100);
  await vi.advanceTimersByTimeAsync(3_000);
  server.append(chat('still here'));

  expect(offsets()).toEqual([1]);
  expect(room.state.link).toBe('live');
  server.full = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(room.state.link).toBe('live');
  expect(server.hubs.filter((hub) => hub.state === 'Connected')).toHaveLength(1);
});

test('while the hub is full viewers read the feed, and they return to the hub at their position', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  server.append(pin('goose'));
  server.full = true;
  enter();
  await settle();

  expect(room.state).toMatchObject({ link: 'feed', pin: { pin: 'goose' } });
  server.append(chat('by the feed'));
  server.append(pin('duck'));
  await settle();
  expect(offsets()).toEqual([1, 2, 3]);
  expect(room.state.pin?.pin).toBe('duck');

  server.full = false;
  await vi.advanceTimersByTimeAsync(7_100);
  expect(room.state).toMatchObject({ link: 'live', may: ['read', 'chat'] });
  expect(joins()).toEqual([{ epoch: 'a', offset: 3 }]);
  server.append(chat('by the hub'));
  await settle();
  expect(offsets()).toEqual([1, 2, 3, 4]);
});

test('a client that loses the hub continues on the feed, at the second of the newest event', async () => {
  enter();
  await settle();
  server.append(chat('one'));
  server.append(chat('two'));
  server.full = true;
  server.last.cut();
  server.append(pin('goose'));
  await vi.advanceTimersByTimeAsync(30_000);

  expect(room.state.link).toBe('feed');
  expect(server.requests.some((path) => path.includes('snapshot'))).toBe(false);
  expect(chunks()[0]).toBe('/rooms/gushi/feed/a/2.json');
  expect(offsets()).toEqual([1, 2, 3]);
});

test('on the feed nothing can be sent, and the counts are refreshed', async () => {
  server.append(chat('one'));
  enter({ via: 'feed' });
  await settle();
  expect(room.state).toMatchObject({ link: 'feed', counts: { viewers: 1 } });
  await expect(room.say('hello')).rejects.toMatchObject({ code: 'room.away' });

  await vi.advanceTimersByTimeAsync(20_000);
  server.append(chat('two'));
  await settle();
  expect(room.state.counts).toEqual({ viewers: 7, likes: 7 });
});

test('a client that starts on the feed needs no ticket, and stays there until it takes part', async () => {
  server.append(pin('goose'));
  enter({ via: 'feed' });
  await vi.advanceTimersByTimeAsync(300_000);
  expect(room.state.link).toBe('feed');
  expect(tokens).toEqual([]);
  expect(server.hubs).toEqual([]);

  room.takePart();
  await settle();
  expect(tokens).toEqual([false]);
  expect(room.state.link).toBe('live');
  server.append(chat('once'));
  await settle();
  expect(offsets()).toEqual([1, 2]);
});

test('after a chunk that is gone, or missing events, the snapshot is read', async () => {
  server.append(chat('one'));
  enter({ via: 'feed' });
  await settle();
  server.oldest = 100;
  server.append(chat('two'));
  await vi.advanceTimersByTimeAsync(5_000);
  server.oldest = 0;
  server.append(pin('goose'));
  await vi.advanceTimersByTimeAsync(5_000);

  expect(server.requests.filter((path) => path.includes('snapshot')).length).toBeGreaterThan(1);
  expect(room.state.pin?.pin).toBe('goose');
  expect(room.state.chat.map((line) => line.text)).toEqual(['one', 'two']);
});

test('when an epoch ends the feed continues in the next one', async () => {
  server.append(chat('one'));
  enter({ via: 'feed' });
  await settle();
  server.epoch = 'b';
  server.append(chat('two'));
  await settle();

  expect(offsets()).toEqual([1, 2]);
  expect(server.requests.filter((path) => path.includes('snapshot'))).toHaveLength(1);
  expect(chunks().at(-1)).toBe('/rooms/gushi/feed/b/3.json');
});

test('a feed that is away is requested again after growing delays, and the link says so', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const times: number[] = [];
  vi.stubGlobal('fetch', () => (times.push(Date.now() - 1_000_000), Promise.reject(new TypeError('Failed to fetch'))));
  enter({ via: 'feed' });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(times).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 51_000]);
  expect(room.state.link).toBe('away');
});

test('a ticket is renewed over the connection before it expires', async () => {
  const ticket = (exp: number) => `h.${btoa(JSON.stringify({ sub: 'guest:a', exp }))}.s`;
  const first = ticket(1_000 + 3_600);
  const renewed: string[] = [];
  enter({
    token: () => Promise.resolve(first),
    renew: (old) => {
      renewed.push(old);
      return renewed.length === 1 ? Promise.reject(new Error('busy')) : Promise.resolve('newer');
    },
  });
  await settle();
  await vi.advanceTimersByTimeAsync(49 * 60_000);
  expect(renewed).toEqual([]);
  await vi.advanceTimersByTimeAsync(10 * 60_000);

  expect(renewed).toEqual([first, first]);
  expect(server.hubs).toHaveLength(1);
  expect(server.last.calls.filter((call) => call.method === 'Refresh').map((call) => call.args)).toEqual([['newer']]);
});

test('events that the hub did not send are requested over the same connection', async () => {
  enter();
  await settle();
  server.append(chat('one'));
  const { send } = server.last;
  server.last.send = () => undefined;
  server.append(pin('lost'));
  server.last.send = send;
  server.append(chat('three'));
  await settle();

  expect(offsets()).toEqual([1, 2, 3]);
  expect(server.hubs).toHaveLength(1);
  expect(joins()).toEqual([null, { epoch: 'a', offset: 1 }]);
});

test('listeners get events by type when the picture reaches them', async () => {
  const showAt = Date.now();
  let picture = showAt - 1_000;
  const pins: string[] = [];
  enter({ clock: new ChannelClock(() => picture) });
  room.on('pin', (event) => pins.push(event.data.product.name));
  await settle();
  server.append({ ...pin('goose'), showAt } as never);
  await vi.advanceTimersByTimeAsync(500);
  expect(pins).toEqual([]);

  picture = showAt;
  await vi.advanceTimersByTimeAsync(200);
  expect(pins).toEqual(['goose']);
});

test.each(['opening', 'joining'] as const)('while the hub leaves %s unanswered viewers read the feed, and they go to the hub when it answers', async (silent) => {
  server.silent = silent;
  enter();
  server.append(chat('one'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(room.state.link).toBe('feed');
  server.append(chat('two'));
  await settle();
  expect(offsets()).toEqual([1, 2]);
  expect(server.hubs[0]!.state).toBe('Disconnected');

  server.silent = null;
  await vi.advanceTimersByTimeAsync(60_000);
  server.append(chat('three'));
  await settle();

  expect(room.state.link).toBe('live');
  expect(offsets()).toEqual([1, 2, 3]);
});

test('a room that was left is stopped, shows nothing more and accepts no call', async () => {
  enter();
  await settle();
  const hub = server.last;
  const calls = vi.fn();
  room.subscribe(calls);

  await room.stop();
  hub.send('Events', { epoch: 'a', from: 0, to: 1, events: [], counts: { viewers: 9, likes: 9 }, skipped: 0 });
  server.append(chat('late'));
  await vi.advanceTimersByTimeAsync(60_000);

  expect(room.state.link).toBe('stopped');
  expect(calls).toHaveBeenCalledTimes(1);
  expect(received).toEqual([]);
  await expect(room.say('anyone?')).rejects.toMatchObject({ code: 'room.away' });
});

test('a room that is left while it connects stays stopped', async () => {
  server.silent = 'opening';
  enter();
  await settle();

  await room.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(room.state.link).toBe('stopped');
  expect(server.hubs).toHaveLength(1);
});

test('what concerns the person alone is handed on over every connection', async () => {
  enter();
  const heard: number[][] = [];
  const end = room.onYours((events) => heard.push(events.map((event) => event.position)));
  await settle();

  server.last.send('Yours', [{ position: 1, type: 'prize.won', at: 1, data: { question: 'gushi.1', stage: 'gushi', text: '?', rank: 1 } }]);
  server.last.send('Yours', []);
  end();
  server.last.send('Yours', []);

  expect(heard).toEqual([[1], []]);
});

test('a frozen network is noticed while an answer is waited for, and the room goes on over another connection', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  enter({ feed: null });
  await settle();
  server.silent = 'everything';
  const said = room.say('hello', 'an id').catch((error: unknown) => error);

  await vi.advanceTimersByTimeAsync(1_500);
  expect(room.state.link).toBe('live');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(room.state.link).toBe('away');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await said).toMatchObject({ code: 'room.away' });
  expect(server.hubs[0]!.state).toBe('Disconnected');

  server.silent = null;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(room.state.link).toBe('live');
  expect(server.hubs[0]!.calls.at(-1)).toEqual({ method: 'Say', args: ['hello', 'an id'] });
});

test('a connection that was only slow is live again as soon as it answers', async () => {
  enter({ feed: null });
  await settle();
  server.silent = 'everything';
  void room.say('hello').catch(() => undefined);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(room.state.link).toBe('away');

  server.silent = null;
  server.append(chat('slow'));
  await vi.advanceTimersByTimeAsync(200);

  expect(room.state.link).toBe('live');
  expect(server.hubs).toHaveLength(1);
});
