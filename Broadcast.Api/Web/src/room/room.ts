import { HttpTransportType, HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { ChannelClock } from './clock';
import type { EventBatch, JoinResult, Position, QuestionDraft, StageReports } from './contracts';
import { judge } from './continuity';
import { isRefused } from './doubt';
import { RoomRefusal } from './refusal';
import { retryDelay } from './retry';
import { Schedule } from './schedule';
import { emptyRoom, reduce, type Change, type RoomState } from './state';

export interface RoomOptions {
  /** The room to be in: a channel's id. */
  room: string;
  /** The token or ticket to come with. `again` is true when the server has said that the last one is no good any more. */
  token: (again: boolean) => Promise<string>;
  clock: ChannelClock;
  /** Staff who run stages hear how these do, all of them after each connection. */
  stages?: (reports: StageReports) => void;
  /** Where the hub is; the page's own host by default. */
  url?: string;
}

/** A connection that lived this long was a good one: the next loss starts the delays anew. */
const goodAfter = 10_000;

/** A room says something every five seconds at least; a longer silence is asked about. */
const silence = 12_000;
const tick = 100;

/** Asking again changes nothing about these: there is no such room, there cannot be one of that name, or it is not for this person. */
const final: ReadonlySet<string> = new Set(['room.unknown', 'request.id', 'auth.forbidden']);

/**
 * One viewer's or anchor's place in one room. Owns the connection: connects, joins, resumes at its position after every loss, without end,
 * and turns what arrives into `state`. Calls throw `RoomRefusal`.
 */
export class Room {
  state: RoomState = emptyRoom;

  readonly clock: ChannelClock;
  readonly #options: RoomOptions;
  readonly #listeners = new Set<() => void>();
  readonly #schedule: Schedule;
  #connection: HubConnection | null = null;
  #position: Position | null = null;
  #joining: EventBatch[] | null = null;
  #lastHeard = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wake: (() => void) | null = null;
  #renew = false;
  #stopped = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.#schedule = new Schedule((event) => this.#change({ kind: 'event', event }), () => options.clock.now());
  }

  /** The room's id, which is its channel's. */
  get id(): string {
    return this.#options.room;
  }

  /** Calls `listener` after every change of `state`; returns the way to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.#timer = setInterval(() => this.#beat(), tick);
    globalThis.addEventListener?.('online', this.#hurry);
    void this.#live();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    globalThis.removeEventListener?.('online', this.#hurry);
    this.#wake?.();
    await this.#connection?.stop();
  }

  say(text: string): Promise<void> {
    return this.#call('Say', text, freshId());
  }

  like(count: number): Promise<void> {
    return this.#call('Like', count);
  }

  answer(question: string, option: number): Promise<void> {
    return this.#call('Answer', question, option, Math.round(this.clock.now()));
  }

  pin(stage: string, product: string): Promise<void> {
    return this.#call('Pin', stage, product, freshId());
  }

  unpin(stage: string): Promise<void> {
    return this.#call('Unpin', stage);
  }

  openQuestion(stage: string, question: QuestionDraft): Promise<{ id: string; offset: number }> {
    return this.#call('OpenQuestion', stage, question, freshId());
  }

  closeQuestion(id: string): Promise<void> {
    return this.#call('CloseQuestion', id);
  }

  reveal(id: string): Promise<void> {
    return this.#call('Reveal', id);
  }

  async #live(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      const began = Date.now();
      const joined = await this.#once().catch(() => false);
      if (this.#stopped || this.state.link === 'refused') return;
      this.#change({ kind: 'link', link: 'away' });
      failures = joined && Date.now() - began > goodAfter ? 0 : failures + 1;
      await this.#pause(retryDelay(failures));
    }
  }

  /** One connection from its start to its end; true when it got into the room. */
  async #once(): Promise<boolean> {
    const hub = this.#options.url ?? '/hubs/room';
    const token = await this.#options.token(this.#renew);
    this.#renew = false;
    const connection = new HubConnectionBuilder()
      .withUrl(hub, {
        transport: HttpTransportType.WebSockets,
        skipNegotiation: true,
        accessTokenFactory: () => token,
      })
      .configureLogging(LogLevel.None)
      .build();
    const closed = new Promise<void>((resolve) => connection.onclose(() => resolve()));
    connection.on('Events', (batch: EventBatch) => this.#hear(batch));
    const { stages } = this.#options;
    if (stages) connection.on('Stages', stages);
    try {
      await connection.start();
    } catch (error) {
      // Whoever comes with another ticket is another person to the room, so a good one is kept however long the room is away.
      this.#renew = await isRefused(hub, token);
      throw error;
    }
    this.#connection = connection;
    try {
      await this.#join();
      // A refusal leaves the stages unknown, which is what the page then shows; the room is no less joined.
      if (stages) await connection.invoke('WatchStages').catch(() => undefined);
      await closed;
      return true;
    } finally {
      this.#connection = null;
      await connection.stop();
    }
  }

  /** Joins, or resumes. While the room itself is away the connection stays and asks again. */
  async #join(): Promise<void> {
    for (let attempt = 0; !this.#stopped; attempt++) {
      this.#joining = [];
      try {
        const result = await this.#connection!.invoke<JoinResult>('Join', this.#options.room, this.#position);
        this.#enter(result);
        return;
      } catch (error) {
        this.#joining = null;
        const refusal = RoomRefusal.from(error);
        if (final.has(refusal.code)) {
          this.#change({ kind: 'link', link: 'refused', refusal: refusal.code });
          throw refusal;
        }
        if (refusal.code === 'auth.required') this.#renew = true;
        if (this.#renew || this.#connection?.state !== HubConnectionState.Connected) throw refusal;
        this.#change({ kind: 'link', link: 'paused' });
        await this.#pause(500 + retryDelay(Math.min(attempt, 2)));
      }
    }
  }

  #enter(result: JoinResult): void {
    const before = this.#position;
    const fresh = before === null || result.resync;
    this.clock.sync(result.snapshot.now);
    this.#lastHeard = Date.now();
    if (fresh) this.#schedule.clear();
    this.#change({ kind: 'joined', may: result.snapshot.may, counts: result.snapshot.counts, fresh, skipped: fresh ? 0 : result.skipped });
    if (fresh) {
      const { pin, onAir, questions } = result.snapshot;
      for (const event of [onAir, pin, ...questions]) if (event) this.#schedule.add(event);
      for (const event of result.events) if (event.type === 'chat') this.#schedule.add(event);
    } else {
      for (const event of result.events) if (event.offset > before.offset) this.#schedule.add(event);
    }
    this.#position = { epoch: result.epoch, offset: result.offset };
    const meanwhile = this.#joining ?? [];
    this.#joining = null;
    for (const batch of meanwhile) this.#hear(batch);
  }

  #hear(batch: EventBatch): void {
    this.#lastHeard = Date.now();
    if (this.#joining) {
      this.#joining.push(batch);
      return;
    }
    const position = this.#position;
    if (!position) return;
    switch (judge(position, batch)) {
      case 'known':
        return;
      case 'hole':
        this.#rejoin();
        return;
      case 'take':
        this.#position = { epoch: batch.epoch, offset: batch.to };
        for (const event of batch.events) if (event.offset > position.offset) this.#schedule.add(event);
        this.#change({ kind: 'counts', counts: batch.counts, skipped: batch.skipped, paused: batch.paused ?? false });
    }
  }

  /** Fills a hole over the connection there is; when that fails the connection goes, and the next one resumes. */
  #rejoin(): void {
    if (this.#joining) return;
    this.#join().catch(() => this.#connection?.stop());
  }

  #beat(): void {
    if (this.#schedule.waiting > 0) this.#schedule.tick();
    // The connection may be dead without knowing it: joining again finds out, and misses nothing.
    if (this.#connection && this.#position && !this.#joining && Date.now() - this.#lastHeard > silence) {
      this.#lastHeard = Date.now();
      this.#rejoin();
    }
  }

  async #call<Answer>(method: string, ...args: unknown[]): Promise<Answer> {
    const connection = this.#connection;
    if (connection?.state !== HubConnectionState.Connected) throw new RoomRefusal('room.away', 'Not connected.');
    try {
      return await connection.invoke<Answer>(method, ...args);
    } catch (error) {
      const refusal = RoomRefusal.from(error);
      if (refusal.code === 'room.paused') {
        // The room says itself when it goes on.
        this.#change({ kind: 'link', link: 'paused' });
      }
      throw refusal;
    }
  }

  #change(change: Change): void {
    this.state = reduce(this.state, change);
    for (const listener of this.#listeners) listener();
  }

  #pause(duration: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, duration);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The network is back: no need to sit out a long delay, but not all at the same instant either. */
  readonly #hurry = () => {
    const wake = this.#wake;
    setTimeout(() => wake?.(), retryDelay(0));
  };
}

/** An id by which the server knows a repeated call; `randomUUID` exists on secure origins only. */
function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
