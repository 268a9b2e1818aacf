import type { Appended, EventBatch, FeedChunk, FeedSnapshot, JoinResult, Position, RoomEvent, RoomSnapshot } from './contracts';
import type { Connect, Hub } from './hub';

/** A request for a chunk that does not exist yet is answered after this long (ms). */
const quiet = 10_000;

/** For tests: a hub connection whose server is the test. */
export class TestHub implements Hub {
  state = 'Disconnected';
  readonly calls: { method: string; args: unknown[] }[] = [];
  readonly #handlers = new Map<string, (...args: never[]) => void>();
  readonly #unanswered: ((error: Error) => void)[] = [];
  #closed: () => void = () => undefined;

  constructor(
    readonly token: string,
    private readonly server: TestServer,
  ) {}

  start(): Promise<void> {
    if (this.server.full) return Promise.reject(new Error('WebSocket failed to connect.'));
    if (this.server.silent === 'opening' || this.server.silent === 'everything') return new Promise(() => undefined);
    this.state = 'Connected';
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.cut();
    return Promise.resolve();
  }

  invoke<Answer>(method: string, ...args: unknown[]): Promise<Answer> {
    this.calls.push({ method, args });
    // As SignalR does, what is not answered when the connection ends is refused.
    const ended = new Promise<never>((_, reject) => this.#unanswered.push(reject));
    return Promise.race([this.server.answer(method, args) as Promise<Answer>, ended]);
  }

  on(method: string, handler: (...args: never[]) => void): void {
    this.#handlers.set(method, handler);
  }

  onclose(handler: () => void): void {
    this.#closed = handler;
  }

  /** Calls the client's handler of `method`. */
  send(method: string, ...args: unknown[]): void {
    this.#handlers.get(method)?.(...(args as never[]));
  }

  cut(): void {
    if (this.state === 'Disconnected') return;
    this.state = 'Disconnected';
    for (const refuse of this.#unanswered.splice(0)) refuse(new Error('Invocation canceled due to the underlying connection being closed.'));
    this.#closed();
  }
}

/** For tests: a room's log, served by a hub and by a feed, in which each event is a chunk. */
export class TestServer {
  full = false;
  /** What is never answered, as behind a proxy that passes no WebSockets, or in a network that is frozen. */
  silent: 'opening' | 'joining' | 'everything' | null = null;
  epoch = 'a';
  readonly hubs: TestHub[] = [];
  readonly requests: string[] = [];
  /** The number of the first chunk that still exists. */
  oldest = 0;
  /** What happens to a message: it is sent to all, left out of what is sent, or waits for a moderator. */
  messages: 'sent' | 'left out' | 'held' = 'sent';
  /** Joins with a position are answered with `resync`: the log has lost what the client knows. */
  forgetful = false;
  readonly #log: RoomEvent[] = [];
  readonly #leftOut = new Set<number>();
  readonly #waiting: (() => void)[] = [];

  readonly connect: Connect = (_, token) => {
    const hub = new TestHub(token(), this);
    this.hubs.push(hub);
    return hub;
  };

  get last(): TestHub {
    return this.hubs.at(-1)!;
  }

  /** Appends an event, a second after the one before, and sends it to all connections. */
  append(event: Pick<RoomEvent, 'type' | 'data' | 'by'>): RoomEvent {
    const offset = this.#log.length + 1;
    const appended = { ...event, offset, at: offset * 1_000 } as RoomEvent;
    this.#log.push(appended);
    for (const hub of this.hubs) if (hub.state === 'Connected') hub.send('Events', this.batch(offset - 1));
    for (const wake of this.#waiting.splice(0)) wake();
    return appended;
  }

  batch(from: number): EventBatch {
    const events = this.#sent(from);
    return { epoch: this.epoch, from, to: this.#log.length, events, counts: { viewers: 1, likes: 0 }, skipped: this.#log.length - from - events.length };
  }

  async answer(method: string, args: unknown[]): Promise<unknown> {
    if (this.silent === 'everything') return new Promise(() => undefined);
    if (method === 'Refresh') return { expiresAt: null };
    if (method === 'Say') return this.#say(args[0] as string);
    if (method !== 'Join') return undefined;
    if (this.silent === 'joining') return new Promise(() => undefined);
    const position = args[1] as Position | null;
    const resync = this.forgetful && position !== null;
    const result: JoinResult = {
      epoch: this.epoch, offset: this.#log.length, snapshot: this.#snapshot(), events: this.#sent(resync ? 0 : position?.offset ?? 0), skipped: 0, resync,
    };
    return result;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const path = String(input);
    if (path.includes('/negotiate')) return new Response('', { status: this.full ? 503 : 200, headers: { 'retry-after': '2' } });
    this.requests.push(path);
    if (path.endsWith('snapshot.json')) {
      const snapshot: FeedSnapshot = {
        epoch: this.epoch, offset: this.#log.length, snapshot: this.#snapshot(), events: this.#sent(0).filter((event) => event.type === 'chat'), next: this.#log.length + 1,
      };
      return Response.json(snapshot);
    }
    if (path.endsWith('counts.json')) return Response.json({ counts: { viewers: 7, likes: 7 }, now: Date.now() });
    const [epoch, name] = path.split('/').slice(-2);
    const number = Number.parseInt(name!, 10);
    if (number < this.oldest) return new Response('', { status: 404 });
    if (epoch === this.epoch && number > this.#log.length) {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve);
        setTimeout(resolve, quiet);
        init?.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
      });
    }
    if (epoch !== this.epoch) return Response.json({ epoch: this.epoch, ended: this.#log.length, next: number });
    const event = this.#log[Math.max(0, number - 1)];
    const to = this.#log.length;
    const chunk: FeedChunk = event
      ? { epoch, from: event.offset - 1, to: event.offset, events: [event], skipped: 0, next: event.offset + 1 }
      : { epoch, from: to, to, events: [], skipped: 0, next: to + 1 };
    return Response.json(chunk);
  };

  #say(text: string): Appended {
    if (this.messages === 'held') return { offset: 0, held: true };
    if (this.messages === 'left out') this.#leftOut.add(this.#log.length + 1);
    return { offset: this.append({ type: 'chat', by: { id: 'guest:1', name: 'Li' }, data: { text } }).offset };
  }

  #sent(from: number): RoomEvent[] {
    return this.#log.slice(from).filter((event) => !this.#leftOut.has(event.offset));
  }

  #snapshot(): RoomSnapshot {
    const pin = this.#log.filter((event) => event.type === 'pin').at(-1) ?? null;
    const set = this.#log.filter((event) => event.type === 'room.mode').at(-1);
    const mode = set?.data.mode ?? { chat: 'open', slowSeconds: 0, followedMinutes: 0, review: false };
    return { pin, questions: [], polls: [], votes: [], onAir: null, mode, counts: { viewers: 1, likes: 0 }, may: ['read', 'chat'], now: Date.now() };
  }
}
