import type { EventBatch, JoinResult, Position, RoomHub, StageReports, YoursEvent } from './contracts';
import { inTime, TooLate } from './deadline';
import type { Connect, Hub } from './hub';
import { RoomRefusal } from './refusal';
import { retryDelay } from './retry';
import { Silence, type Verdict } from './silence';

/** How long (ms) a connection may take to open. Some proxies accept a WebSocket and never answer it. */
const openPatience = 8_000;

/** How long (ms) the answer to a join may take. */
const joinPatience = 15_000;

/** Errors that a retry cannot change: the room does not exist, its id is malformed, or this person may not enter it. */
const final: ReadonlySet<string> = new Set(['room.unknown', 'request.id', 'auth.forbidden']);

/** Receives what a link gets from the hub. */
export interface HubListener {
  position(): Position | null;
  joined(result: JoinResult): void;
  /** Returns false when events before the batch are missing: the link then joins again. */
  batch(batch: EventBatch): boolean;
  /** The room accepts and sends nothing for now; the link stays connected and tries again. */
  paused(): void;
  /** What concerns the person alone; empty when something of it may have been lost. */
  yours(events: readonly YoursEvent[]): void;
  stages?: (reports: StageReports) => void;
}

/** What a call of the hub answers. */
export type Answer<Method extends keyof RoomHub> = Awaited<ReturnType<RoomHub[Method]>>;

/** How a link ended: the connection is closed, or the server asked for another connection. */
export type LinkEnd = 'closed' | 'asked';

/** One connection to the hub, which is in one room until it ends. */
export class HubLink {
  /** Resolves when the link ends; `asked` comes while the connection still works. */
  readonly end: Promise<LinkEnd>;
  readonly closed: Promise<void>;
  token: string;

  readonly #hub: Hub;
  readonly #room: string;
  readonly #listener: HubListener;
  readonly #silence = new Silence();
  #joining: EventBatch[] | null = null;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(connect: Connect, url: string, token: string, room: string, listener: HubListener) {
    this.token = token;
    this.#room = room;
    this.#listener = listener;
    this.#hub = connect(url, () => this.token);
    this.closed = new Promise<void>((resolve) => this.#hub.onclose(resolve));
    this.end = new Promise<LinkEnd>((resolve) => {
      void this.closed.then(() => {
        clearTimeout(this.#leaving);
        resolve('closed');
      });
      // The server chose a random delay for this connection.
      this.#hub.on('Reconnect', (delay: number) => (this.#leaving ??= setTimeout(() => resolve('asked'), delay)));
    });
    this.#hub.on('Events', (batch: EventBatch) => this.#receive(batch));
    this.#hub.on('Yours', (events: readonly YoursEvent[]) => this.#listener.yours(events));
    const { stages } = listener;
    if (stages) this.#hub.on('Stages', stages);
  }

  get open(): boolean {
    return !this.#stopped && this.#hub.state === 'Connected';
  }

  /** Opens the connection; throws `TooLate`, with nothing left open, when that takes too long. */
  async start(): Promise<void> {
    try {
      await inTime(this.#hub.start(), openPatience);
    } catch (error) {
      if (error instanceof TooLate) void this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#leaving);
    await this.#hub.stop();
  }

  /** Joins, or resumes; throws a `RoomRefusal` or `TooLate` when this is impossible over this connection. */
  async enter(): Promise<void> {
    await this.#join(true);
    // After a refusal the page shows the stages as unknown; the room is joined all the same.
    if (this.#listener.stages) await this.#hub.invoke('WatchStages').catch(() => undefined);
  }

  async call<Method extends keyof RoomHub>(method: Method, ...args: Parameters<RoomHub[Method]>): Promise<Answer<Method>> {
    if (!this.open) throw new RoomRefusal('room.away', 'Not connected.');
    try {
      return await this.#await(this.#hub.invoke<Answer<Method>>(method, ...args));
    } catch (error) {
      throw RoomRefusal.from(error);
    }
  }

  /**
   * To be called regularly: after a long silence the link joins again, which finds out whether the connection lives, and misses no event; one
   * that leaves a question unanswered is closed within seconds, and the next one resumes.
   */
  check(): Verdict {
    const verdict = this.#silence.verdict();
    if (verdict === 'silent') this.probe();
    else if (verdict === 'lost' && !this.#stopped) void this.stop();
    return verdict;
  }

  /** Asks over this connection, so that its silence means something. */
  probe(): void {
    if (this.open) this.#rejoin();
  }

  /** @param entering a join of a new connection: a room that many enter at once may take its time */
  async #join(entering = false): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      this.#joining = [];
      try {
        const answer = inTime(this.#hub.invoke<JoinResult>('Join', this.#room, this.#listener.position()), joinPatience);
        const result = await (entering ? answer : this.#await(answer));
        this.#silence.heard();
        const meanwhile = this.#joining ?? [];
        this.#joining = null;
        this.#listener.joined(result);
        for (const batch of meanwhile) this.#receive(batch);
        return;
      } catch (error) {
        this.#joining = null;
        if (error instanceof TooLate) throw error;
        const refusal = RoomRefusal.from(error);
        if (final.has(refusal.code) || refusal.code === 'auth.required' || !this.open) throw refusal;
        this.#listener.paused();
        await new Promise((resolve) => setTimeout(resolve, 500 + retryDelay(Math.min(attempt, 2))));
      }
    }
  }

  /** While the answer is waited for, a silent connection is noticed within seconds. */
  async #await<Value>(answer: Promise<Value>): Promise<Value> {
    const answered = this.#silence.asked();
    try {
      return await answer;
    } finally {
      answered();
    }
  }

  #receive(batch: EventBatch): void {
    this.#silence.heard();
    if (this.#joining) this.#joining.push(batch);
    else if (!this.#stopped && !this.#listener.batch(batch)) this.#rejoin();
  }

  /** Joins again over this connection to get missing events; if that fails, closes it, and the next connection resumes. */
  #rejoin(): void {
    if (!this.#joining) this.#join().catch(() => this.#hub.stop());
  }
}

export const isFinal = (refusal: unknown): refusal is RoomRefusal => refusal instanceof RoomRefusal && final.has(refusal.code);
