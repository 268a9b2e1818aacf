import { RoomCalls } from './calls';
import type { ChannelClock } from './clock';
import { askWhyRefused } from './connectRefusal';
import type { Appended, EventBatch, FeedChunk, FeedSnapshot, JoinResult, RoomCounts, RoomEvent, RoomHub, YoursEvent } from './contracts';
import { TooLate } from './deadline';
import { FeedLink } from './feedLink';
import { connectHub } from './hub';
import { HubLink, isFinal, type Answer } from './hubLink';
import { freshId } from './ids';
import type { RoomOptions } from './options';
import { RoomRefusal } from './refusal';
import { retryDelay } from './retry';
import type { Verdict } from './silence';
import type { RoomState } from './state';
import { endOf, renewalOf } from './ticket';
import { RoomView, type ListenedEvent } from './view';

/** After a connection that lasted this long (ms), the retry delays start from the beginning. */
const goodAfter = 10_000;

/** After this many failures in a row the room reads the feed instead of the hub; at once when the hub is full or does not answer. */
const failuresBeforeFeed = 2;

/** Retry delays of the hub while the feed is read: nobody waits for the hub then. */
const fromFeed = { base: 5_000, cap: 30_000 };

/** A renewal that failed is tried again after this long (ms). */
const renewAgain = 15_000;

/** How often (ms) due events, the connection and the ticket are checked. */
const tick = 100;

/**
 * One person's connection to one room: connects, joins, resumes at its position after every loss, without end, and reads the feed while the
 * hub accepts no connection. What arrives is kept in a `RoomView`. Calls throw `RoomRefusal`.
 */
export class Room extends RoomCalls {
  readonly clock: ChannelClock;
  readonly #options: RoomOptions;
  readonly #hub: string;
  readonly #view: RoomView;
  readonly #feed: FeedLink | null;
  readonly #yours = new Set<(events: readonly YoursEvent[]) => void>();
  #link: HubLink | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wake: (() => void) | null = null;
  /** Set while the room waits for `takePart`. */
  #leaveFeed: (() => void) | null = null;
  #renewAt = Infinity;
  #tokenRefused = false;
  /** Whether the link is `away` only because the connection is silent. */
  #doubted = false;
  /** Whether the network came back, or the feed, while nothing waited for it: the next wait is short. */
  #soon = false;
  #feedLost = false;
  #stopped = false;

  constructor(options: RoomOptions) {
    super();
    this.#options = options;
    this.#hub = options.url ?? '/hubs/room';
    this.clock = options.clock;
    this.#view = new RoomView(options.clock);
    const feed = options.feed === undefined ? `/rooms/${encodeURIComponent(options.room)}/feed` : options.feed;
    this.#feed = feed === null ? null : new FeedLink(feed, this.#feedListener);
  }

  /** The room's id, which is its channel's. */
  get id(): string {
    return this.#options.room;
  }

  get state(): RoomState {
    return this.#view.state;
  }

  /** Calls `listener` after every change of `state`; returns a function that ends this. */
  subscribe(listener: () => void): () => void {
    return this.#view.subscribe(listener);
  }

  /** Calls `listener` with each event of a type, or with all (`*`), when its picture is shown; returns a function that ends this. */
  on<Type extends RoomEvent['type'] | '*'>(type: Type, listener: (event: ListenedEvent<Type>) => void): () => void {
    return this.#view.on(type, listener);
  }

  /**
   * Calls `listener` with what concerns this person alone, as the hub sends it; returns a function that ends this. It may come twice or not at all:
   * read `GET /api/v1/my/inbox?after=` at each connection, when a position does not follow the last one, and when the list is empty.
   */
  onYours(listener: (events: readonly YoursEvent[]) => void): () => void {
    this.#yours.add(listener);
    return () => this.#yours.delete(listener);
  }

  /** Enters the room; returns at once. */
  start(): void {
    this.#timer = setInterval(() => this.#onTick(), tick);
    globalThis.addEventListener?.('online', this.#retrySoon);
    globalThis.addEventListener?.('offline', this.#probe);
    void this.#run();
  }

  /** Leaves the room for good: `state.link` is `stopped`, and nothing changes any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#view.change({ kind: 'link', link: 'stopped' });
    clearInterval(this.#timer);
    globalThis.removeEventListener?.('online', this.#retrySoon);
    globalThis.removeEventListener?.('offline', this.#probe);
    this.#feed?.stop();
    this.#leaveFeed?.();
    this.#wake?.();
    await this.#link?.stop();
  }

  /** Connects to the hub now: ends a start with `via: 'feed'`, and skips the wait for the next attempt. */
  takePart(): void {
    this.#leaveFeed?.();
    this.#wake?.();
  }

  /**
   * Sends a message. The answer is `held` when the message waits for a moderator, who may let it into the room later.
   * @param id the same for each try to send the same message, however the ones before it ended: within ten minutes it is said once
   */
  async say(text: string, id: string = freshId()): Promise<Appended> {
    const appended = await this.call('Say', text, id);
    const author = this.#options.author?.();
    if (!appended.held && author) this.#view.acknowledge(appended.offset, author, text);
    return appended;
  }

  async #run(): Promise<void> {
    if (this.#options.via === 'feed' && this.#feed) {
      const hubWanted = new Promise<void>((resolve) => (this.#leaveFeed = resolve));
      this.#feed.start();
      await hubWanted;
      this.#leaveFeed = null;
    }
    for (let failures = 0; !this.#stopped; ) {
      const began = Date.now();
      let after = 0;
      let shut = false;
      try {
        await this.#stayConnected(await this.#open());
        failures = Date.now() - began > goodAfter ? 0 : failures + 1;
      } catch (error) {
        if (isFinal(error)) {
          this.#endRefused(error.code);
          return;
        }
        failures++;
        if (error instanceof ConnectFailed) ({ after, shut } = error);
        else shut = error instanceof TooLate;
      }
      if (this.#stopped) return;
      if (shut || failures >= failuresBeforeFeed) this.#feed?.start();
      const onFeed = this.state.link === 'feed';
      if (!onFeed) this.#view.change({ kind: 'link', link: 'away' });
      await this.#pause(after + retryDelay(failures, Math.random, onFeed || shut ? fromFeed : undefined));
    }
  }

  /** Opens a connection and joins the room over it. */
  async #open(): Promise<HubLink> {
    const token = await this.#options.token(this.#tokenRefused);
    this.#tokenRefused = false;
    const { connect = connectHub, room, stages } = this.#options;
    const link = new HubLink(connect, this.#hub, token, room, { ...this.#hubListener, ...(stages && { stages }) });
    try {
      await link.start();
    } catch (error) {
      const { refused, full, after } = await askWhyRefused(this.#hub, token);
      // With another ticket this would be another person to the room, so a valid one is kept however long the room is away.
      this.#tokenRefused = refused;
      throw new ConnectFailed(full || error instanceof TooLate, after);
    }
    try {
      await link.enter();
    } catch (error) {
      this.#tokenRefused = error instanceof RoomRefusal && error.code === 'auth.required';
      await link.stop();
      throw error;
    }
    if (this.#stopped) {
      await link.stop();
      throw new ConnectFailed(false, 0);
    }
    this.#feed?.stop();
    this.#link = link;
    this.#scheduleRenewal(endOf(token));
    return link;
  }

  /** Returns when the connection is gone. When the server asks for another connection, that one joins before the old one is closed. */
  async #stayConnected(link: HubLink): Promise<void> {
    for (let attempt = 0; (await link.end) === 'asked' && link.open && !this.#stopped; ) {
      try {
        const next = await this.#open();
        void link.stop();
        link = next;
        attempt = 0;
      } catch (error) {
        if (isFinal(error)) throw error;
        await Promise.race([link.closed, this.#pause(retryDelay(attempt++))]);
      }
    }
    if (this.#link === link) this.#link = null;
    this.#doubted = false;
    await link.stop();
  }

  readonly #hubListener = {
    position: () => this.#view.position,
    joined: (result: JoinResult) => this.#view.enter(result, 'live'),
    batch: (batch: EventBatch) => this.#view.accept(batch, (skipped) => ({
      kind: 'counts', counts: batch.counts, skipped, paused: batch.paused ?? false,
    })),
    paused: () => this.#view.change({ kind: 'link', link: 'paused' }),
    yours: (events: readonly YoursEvent[]) => {
      for (const listener of this.#yours) listener(events);
    },
  };

  readonly #feedListener = {
    position: () => this.#view.position,
    lastAt: () => this.#view.lastAt,
    snapshot: (snapshot: FeedSnapshot) => this.#view.enter({ ...snapshot, skipped: 0, resync: true }, 'feed'),
    chunk: (chunk: FeedChunk) => this.#view.accept(chunk, (skipped) => ({ kind: 'skipped', skipped })),
    moved: (epoch: string) => this.#view.changeEpoch(epoch),
    counts: (counts: RoomCounts, now: number) => {
      this.clock.sync(now);
      this.#view.change({ kind: 'counts', counts, skipped: 0, paused: false });
    },
    reachable: (reachable: boolean) => {
      // Where the feed can be read again, the hub may answer, too.
      if (reachable && this.#feedLost) this.#retrySoon();
      this.#feedLost = !reachable;
      this.#view.change({ kind: 'link', link: reachable && this.#view.position ? 'feed' : 'away' });
    },
  };

  #onTick(): void {
    this.#view.tick();
    if (this.#link) this.#judge(this.#link.check());
    if (this.#link && this.clock.serverNow() >= this.#renewAt) void this.#renew(this.#link);
  }

  /** A connection that leaves questions unanswered counts as away until something comes, over it or the next one. */
  #judge(verdict: Verdict): void {
    const { link } = this.state;
    if (verdict === 'heard' && this.#doubted) {
      this.#doubted = false;
      if (link === 'away') this.#view.change({ kind: 'link', link: 'live' });
    } else if (verdict !== 'heard' && link === 'live') {
      this.#doubted = true;
      this.#view.change({ kind: 'link', link: 'away' });
    }
  }

  /** Replaces the connection's ticket by a newer one before it expires and the server closes the connection. */
  async #renew(link: HubLink): Promise<void> {
    this.#renewAt = Infinity;
    try {
      const token = await this.#options.renew!(link.token);
      const { expiresAt } = await link.call('Refresh', token);
      link.token = token;
      this.#scheduleRenewal(expiresAt);
    } catch {
      // If no renewal succeeds, the connection ends with its ticket, and the next one requests another.
      this.#renewAt = this.clock.serverNow() + renewAgain;
    }
  }

  #scheduleRenewal(end: number | null): void {
    this.#renewAt = end === null || !this.#options.renew ? Infinity : renewalOf(end, this.clock.serverNow());
  }

  protected async call<Method extends keyof RoomHub>(method: Method, ...args: Parameters<RoomHub[Method]>): Promise<Answer<Method>> {
    if (!this.#link) throw new RoomRefusal('room.away', 'Not connected.');
    try {
      return await this.#link.call(method, ...args);
    } catch (error) {
      // The room itself reports when it continues.
      if (error instanceof RoomRefusal && error.code === 'room.paused') this.#view.change({ kind: 'link', link: 'paused' });
      throw error;
    }
  }

  #endRefused(code: string): void {
    this.#feed?.stop();
    this.#view.change({ kind: 'link', link: 'refused', refusal: code });
  }

  #pause(duration: number): Promise<void> {
    const soon = this.#soon;
    this.#soon = false;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, soon ? Math.min(duration, retryDelay(0)) : duration);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  /** Tries again soon when the network is back, after a random delay so that not all clients come at the same instant. */
  readonly #retrySoon = () => {
    setTimeout(() => (this.#wake ? this.#wake() : (this.#soon = !this.#link)), retryDelay(0));
  };

  /** A browser that knows that it is offline closes no connection. */
  readonly #probe = () => this.#link?.probe();
}

/** The hub did not accept the connection. */
class ConnectFailed extends Error {
  constructor(
    /** The hub is full, or does not answer: it is not worth waiting for. */
    readonly shut: boolean,
    readonly after: number,
  ) {
    super('The hub did not accept the connection.');
  }
}
