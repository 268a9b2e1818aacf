import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { YoursEvent } from '../room/contracts';
import { InboxReader } from './inboxReader';

const won = (position: number): YoursEvent => ({ position, type: 'prize.won', at: 1, data: { question: `gushi.${position}`, stage: 'gushi', text: '?', rank: 1 } });

/** A person's inbox as the server keeps it. */
let stored: YoursEvent[];
let serverRead: number;
let asked: number[];
let failures: { code: string }[];
let reader: InboxReader;
let changes: number;

beforeEach(() => {
  vi.useFakeTimers();
  [stored, serverRead, asked, failures, changes] = [[], 0, [], [], 0];
  make();
});

afterEach(() => {
  reader.stop();
  vi.useRealTimers();
});

function make(read = 0): void {
  reader = new InboxReader(
    {
      page: async (after) => {
        asked.push(after);
        const failure = failures.shift();
        if (failure) throw failure;
        const items = stored.filter((item) => item.position > after).slice(0, 100);
        return { items, next: (items.at(-1)?.position ?? 0) < stored.length && items.length > 0 ? items.at(-1)!.position : null, last: stored.length, read: serverRead };
      },
      mark: async (position) => ({ read: (serverRead = Math.max(serverRead, position)) }),
    },
    () => changes++,
    read,
  );
}

const store = (count: number) => stored.push(...Array.from({ length: count }, (_, index) => won(stored.length + 1 + index)));
const settle = () => vi.advanceTimersByTimeAsync(1);
const known = () => reader.inbox.items.map((item) => item.position);

test('what came while one was away is read', async () => {
  store(3);

  reader.read();
  await settle();

  expect(known()).toEqual([1, 2, 3]);
});

test('what is sent follows without a call, and a hole is read from the last known position', async () => {
  reader.read();
  await settle();
  store(1);
  reader.receive([won(1)]);
  await settle();
  const before = [...asked];
  store(3);

  reader.receive([won(4)]);
  await settle();

  expect(before).toEqual([0]);
  expect(asked).toEqual([0, 1]);
  expect(known()).toEqual([1, 2, 3, 4]);
});

test('when something may be missing everybody waits for another time, at most three seconds', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  store(1);

  reader.receive([]);
  await vi.advanceTimersByTimeAsync(1_499);
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(2);

  expect([before, asked.length]).toEqual([0, 1]);
  expect(known()).toEqual([1]);
  vi.restoreAllMocks();
});

test('a failure is tried again later, and a refusal is not', async () => {
  store(1);
  failures = [{ code: 'network.away' }, { code: 'service.unavailable' }];
  reader.read();
  await vi.advanceTimersByTimeAsync(30_000);
  const after = [...known()];
  failures = [{ code: 'person.required' }];
  reader.read();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(after).toEqual([1]);
  expect(asked).toHaveLength(4);
});

test('a call while one is under way is made after it', async () => {
  reader.read();
  store(1);
  reader.read();
  await settle();

  expect(asked.length).toBeLessThanOrEqual(2);
  expect(known()).toEqual([1]);
});

test('of a long inbox two pages are read', async () => {
  store(950);

  reader.read();
  await settle();

  expect(asked).toEqual([0, 850]);
  expect([known()[0], known().at(-1)]).toEqual([851, 950]);
});

test('the inbox of a restored database is read from its beginning', async () => {
  store(5);
  reader.read();
  await settle();
  stored.length = 2;

  reader.read();
  await settle();

  expect(known()).toEqual([1, 2]);
});

test('what this device has read is told to the others, also when it could not be told before', async () => {
  store(4);
  reader.read();
  await settle();
  reader.mark(3);
  await settle();
  const told = serverRead;
  reader.stop();
  serverRead = 1;
  make(3);

  reader.read();
  await settle();

  expect([told, serverRead, reader.inbox.read]).toEqual([3, 3, 3]);
});

test('nothing changes after the page is left', async () => {
  store(1);
  reader.read();
  reader.stop();
  await settle();

  expect(changes).toBe(0);
});
