import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { ChannelClock } from './clock';
import { Room } from './room';

let server: Server | undefined;
let room: Room | undefined;

/** A server that accepts no connection, and answers a negotiation with `status`. */
async function refusingServer(status: number): Promise<string> {
  server = createServer((_, answer) => answer.writeHead(status).end());
  server.on('upgrade', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\n\r\n`));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hubs/room`;
}

/** The argument `again` of the room's first `times` calls of `token`. */
async function tokenCalls(url: string, times: number): Promise<boolean[]> {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const seen: boolean[] = [];
  room = new Room({
    room: 'gushi',
    clock: new ChannelClock(() => null),
    url,
    feed: null,
    token: (again) => {
      seen.push(again);
      return Promise.resolve('token');
    },
  });
  room.start();
  await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(times), { timeout: 4_000, interval: 10 });
  return seen.slice(0, times);
}

afterEach(async () => {
  vi.restoreAllMocks();
  await room?.stop();
  server?.close();
});

test('the token is kept while the room is away, however often connecting fails', async () => {
  expect(await tokenCalls(await refusingServer(503), 5)).toEqual([false, false, false, false, false]);
});

test('a token that the server refuses is replaced', async () => {
  expect(await tokenCalls(await refusingServer(401), 2)).toEqual([false, true]);
});
