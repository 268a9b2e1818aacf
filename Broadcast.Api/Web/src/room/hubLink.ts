import type { EventBatch, JoinResult, Position, RoomHub, StageReports } from './contracts';
import type { Connect, Hub } from './hub';
import { RoomRefusal } from './refusal';
import { retryDelay } from './retry';

/** A room says something every five seconds at least; a longer silence is asked about. */
const silence = 12_000;

/** Asking again changes nothing about these: there is no such room, there cannot be one of that name, or it is not for this person. */
const final: ReadonlySet<string> = new Set(['room.unknown', 'request.id', 'auth.forbidden']);

/** Whom a link tells what it hears. */
export interface HubListener {
  position(): Position | null;
  joined(result: JoinResult): void;
  /** False when something is missing before the batch: the link then joins again. */
  batch(batch: EventBatch): boolean;
  /** The room takes and tells nothing for now; the link stays and asks again. */
  paused(): void;
  stages?: (reports: StageReports) => void;
}

/** What a call of the hub answers. */
export type Answer<Method extends keyof RoomHub> = Awaited<ReturnType<RoomHub[Method]>>;

/** How a link came to its end: the connection is gone, or the server has asked us to come back by another one. */
export type LinkEnd = 'closed' | 'asked';

/** One connection to the hub and its stay in the room, until it ends. */
export class HubLink {
  /** How the stay ends; `asked` comes while the connection still lives. */
  readonly end: Promise<LinkEnd>;
  readonly closed: Promise<void>;
  token: string;

  readonly #hub: Hub;
  readonly #room: string;
  readonly #listener: HubListener;
  #joining: EventBatch[] | null = null;
  #lastHeard = Date.now();
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
      // The server has drawn the delay for this connection alone.
      this.#hub.on('Reconnect', (delay: number) => (this.#leaving ??= setTimeout(() => resolve('asked'), delay)));
    });
    this.#hub.on('Events', (batch: EventBatch) => this.#hear(batch));
    const { stages } = listener;
    if (stages) this.#hub.on('Stages', stages);
  }

  get open(): boolean {
    return !this.#stopped && this.#hub.state === 'Connected';
  }

  start(): Promise<void> {
    return this.#hub.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#leaving);
    await this.#hub.stop();
  }

  /** Joins, or resumes; throws a `RoomRefusal` when that cannot be over this connection. */
  async enter(): Promise<void> {
    await this.#join();
    // A refusal leaves the stages unknown, which is what the page then shows; the room is no less joined.
    if (this.#listener.stages) await this.#hub.invoke('WatchStages').catch(() => undefined);
  }

  async call<Method extends keyof RoomHub>(method: Method, ...args: Parameters<RoomHub[Method]>): Promise<Answer<Method>> {
    if (!this.open) throw new RoomRefusal('room.away', 'Not connected.');
    try {
      return await this.#hub.invoke<Answer<Method>>(method, ...args);
    } catch (error) {
      throw RoomRefusal.from(error);
    }
  }

  /** The connection may be dead without knowing it: joining again finds out, and misses nothing. */
  check(): void {
    if (this.#joining || Date.now() - this.#lastHeard <= silence) return;
    this.#lastHeard = Date.now();
    this.#rejoin();
  }

  async #join(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      this.#joining = [];
      try {
        const result = await this.#hub.invoke<JoinResult>('Join', this.#room, this.#listener.position());
        this.#lastHeard = Date.now();
        const meanwhile = this.#joining ?? [];
        this.#joining = null;
        this.#listener.joined(result);
        for (const batch of meanwhile) this.#hear(batch);
        return;
      } catch (error) {
        this.#joining = null;
        const refusal = RoomRefusal.from(error);
        if (final.has(refusal.code) || refusal.code === 'auth.required' || !this.open) throw refusal;
        this.#listener.paused();
        await new Promise((resolve) => setTimeout(resolve, 500 + retryDelay(Math.min(attempt, 2))));
      }
    }
  }

  #hear(batch: EventBatch): void {
    this.#lastHeard = Date.now();
    if (this.#joining) this.#joining.push(batch);
    else if (!this.#stopped && !this.#listener.batch(batch)) this.#rejoin();
  }

  /** Fills a hole over the connection there is; when that fails the connection goes, and the next one resumes. */
  #rejoin(): void {
    if (!this.#joining) this.#join().catch(() => this.#hub.stop());
  }
}

export const isFinal = (refusal: unknown): refusal is RoomRefusal => refusal instanceof RoomRefusal && final.has(refusal.code);
