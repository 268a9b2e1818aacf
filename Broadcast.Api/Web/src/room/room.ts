import type { ChannelClock } from './clock';
import type {
  Appended, EventBatch, FeedChunk, FeedSnapshot, JoinResult, QuestionDraft, QuestionOpenedReply, RestrictionDraft, RoomCounts, RoomEvent,
  RoomHub, RoomMode,
} from './contracts';
import { askDoor } from './door';
import { FeedLink } from './feedLink';
import { connectHub } from './hub';
import { HubLink, isFinal, type Answer } from './hubLink';
import { freshId } from './ids';
import type { RoomOptions } from './options';
import { RoomRefusal } from './refusal';
import { retryDelay } from './retry';
import type { RoomState } from './state';
import { endOf, renewalOf } from './ticket';
import { RoomView, type Heard } from './view';

/** A connection that lived this long was a good one: the next loss starts the delays anew. */
const goodAfter = 10_000;

/** The hub is given up for the feed after so many failures in a row, or at once when it says that it is full. */
const failuresBeforeFeed = 2;

/** Between two tries at the hub while the feed is read: nobody waits for it. */
const fromFeed = { base: 5_000, cap: 30_000 };

/** A renewal that failed is tried again after so long. */
const renewAgain = 15_000;
const tick = 100;

/**
 * One viewer's or anchor's place in one room: connects, joins, resumes at its position after every loss, without end, reads the feed where the
 * hub lets nobody in. What arrives is the `RoomView`'s. Calls throw `RoomRefusal`.
 */
export class Room {
  readonly clock: ChannelClock;
  readonly #options: RoomOptions;
  readonly #hub: string;
  readonly #view: RoomView;
  readonly #feed: FeedLink | null;
  #link: HubLink | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #wake: (() => void) | null = null;
  #invited: (() => void) | null = null;
  #renewAt = Infinity;
  #doubted = false;
  #stopped = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#hub = options.url ?? '/hubs/room';
    this.clock = options.clock;
    this.#view = new RoomView(options.clock);
    const feed = options.feed === undefined ? `/rooms/${encodeURIComponent(options.room)}/feed` : options.feed;
    this.#feed = feed === null ? null : new FeedLink(feed, this.#reader);
  }

  /** The room's id, which is its channel's. */
  get id(): string {
    return this.#options.room;
  }

  get state(): RoomState {
    return this.#view.state;
  }

  /** Calls `listener` after every change of `state`; returns the way to stop that. */
  subscribe(listener: () => void): () => void {
    return this.#view.subscribe(listener);
  }

  /** Calls `listener` with each event of a type, or with all (`*`), when its picture is shown; returns the way to stop that. */
  on<Type extends RoomEvent['type'] | '*'>(type: Type, listener: (event: Heard<Type>) => void): () => void {
    return this.#view.on(type, listener);
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
    this.#feed?.stop();
    this.#invited?.();
    this.#wake?.();
    await this.#link?.stop();
  }

  /** Leaves the feed for the hub: at once when it was begun with, else without waiting for the next try. */
  takePart(): void {
    this.#invited?.();
    this.#wake?.();
  }

  /** What waits for a moderator answers `held`, and comes into the room when it is let in. */
  async say(text: string): Promise<Appended> {
    const appended = await this.#call('Say', text, freshId());
    const author = this.#options.author?.();
    if (!appended.held && author) this.#view.acknowledge(appended.offset, author, text);
    return appended;
  }

  like(count: number): Promise<void> {
    return this.#call('Like', count);
  }

  answer(question: string, option: number): Promise<void> {
    return this.#call('Answer', question, option, Math.round(this.clock.now()));
  }

  pin(stage: string, product: string): Promise<Appended> {
    return this.#call('Pin', stage, product, freshId());
  }

  unpin(stage: string): Promise<void> {
    return this.#call('Unpin', stage);
  }

  openQuestion(stage: string, question: QuestionDraft): Promise<QuestionOpenedReply> {
    return this.#call('OpenQuestion', stage, question, freshId());
  }

  closeQuestion(id: string): Promise<void> {
    return this.#call('CloseQuestion', id);
  }

  reveal(id: string): Promise<void> {
    return this.#call('Reveal', id);
  }

  removeMessage(offset: number, reason?: string): Promise<void> {
    return this.#call('RemoveMessage', this.id, offset, reason ?? null);
  }

  restrict(viewer: string, restriction: RestrictionDraft): Promise<void> {
    return this.#call('Restrict', this.id, viewer, restriction);
  }

  lift(viewer: string): Promise<void> {
    return this.#call('Lift', this.id, viewer);
  }

  setMode(mode: RoomMode): Promise<void> {
    return this.#call('SetMode', this.id, mode);
  }

  review(held: string, approve: boolean): Promise<void> {
    return this.#call('Review', this.id, held, approve);
  }

  async #live(): Promise<void> {
    if (this.#options.via === 'feed' && this.#feed) {
      const invited = new Promise<void>((resolve) => (this.#invited = resolve));
      this.#feed.start();
      await invited;
      this.#invited = null;
    }
    for (let failures = 0; !this.#stopped; ) {
      const began = Date.now();
      let after = 0;
      let full = false;
      try {
        await this.#stay(await this.#open());
        failures = Date.now() - began > goodAfter ? 0 : failures + 1;
      } catch (error) {
        if (isFinal(error)) {
          this.#refused(error.code);
          return;
        }
        failures++;
        if (error instanceof NotLetIn) ({ after, full } = error);
      }
      if (this.#stopped) return;
      if (full || failures >= failuresBeforeFeed) this.#feed?.start();
      const onFeed = this.state.link === 'feed';
      if (!onFeed) this.#view.change({ kind: 'link', link: 'away' });
      await this.#pause(after + retryDelay(failures, Math.random, onFeed || full ? fromFeed : undefined));
    }
  }

  /** A connection that is in the room. */
  async #open(): Promise<HubLink> {
    const token = await this.#options.token(this.#doubted);
    this.#doubted = false;
    const { connect = connectHub, room, stages } = this.#options;
    const link = new HubLink(connect, this.#hub, token, room, { ...this.#listener, ...(stages && { stages }) });
    try {
      await link.start();
    } catch {
      const word = await askDoor(this.#hub, token);
      // Whoever comes with another ticket is another person to the room, so a good one is kept however long the room is away.
      this.#doubted = word.refused;
      throw new NotLetIn(word.full, word.after);
    }
    try {
      await link.enter();
    } catch (error) {
      this.#doubted = error instanceof RoomRefusal && error.code === 'auth.required';
      await link.stop();
      throw error;
    }
    if (this.#stopped) {
      await link.stop();
      throw new NotLetIn(false, 0);
    }
    this.#feed?.stop();
    this.#link = link;
    this.#renewFrom(endOf(token));
    return link;
  }

  /** Until the connection is gone. One that the server wants back is given up for another, which is there before it goes. */
  async #stay(link: HubLink): Promise<void> {
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
    await link.stop();
  }

  readonly #listener = {
    position: () => this.#view.position,
    joined: (result: JoinResult) => this.#view.enter(result, 'live'),
    batch: (batch: EventBatch) => this.#view.take(batch, (skipped) => ({
      kind: 'counts', counts: batch.counts, skipped, paused: batch.paused ?? false,
    })),
    paused: () => this.#view.change({ kind: 'link', link: 'paused' }),
  };

  readonly #reader = {
    position: () => this.#view.position,
    lastAt: () => this.#view.lastAt,
    snapshot: (snapshot: FeedSnapshot) => this.#view.enter({ ...snapshot, skipped: 0, resync: true }, 'feed'),
    chunk: (chunk: FeedChunk) => this.#view.take(chunk, (skipped) => ({ kind: 'skipped', skipped })),
    moved: (epoch: string) => this.#view.move(epoch),
    counts: (counts: RoomCounts, now: number) => {
      this.clock.sync(now);
      this.#view.change({ kind: 'counts', counts, skipped: 0, paused: false });
    },
    reachable: (reachable: boolean) => this.#view.change({ kind: 'link', link: reachable && this.#view.position ? 'feed' : 'away' }),
  };

  #beat(): void {
    this.#view.tick();
    this.#link?.check();
    if (this.#link && this.clock.serverNow() >= this.#renewAt) void this.#renew(this.#link);
  }

  /** Goes on with a newer ticket before the server ends a connection whose ticket has ended. */
  async #renew(link: HubLink): Promise<void> {
    this.#renewAt = Infinity;
    try {
      const token = await this.#options.renew!(link.token);
      const { expiresAt } = await link.call('Refresh', token);
      link.token = token;
      this.#renewFrom(expiresAt);
    } catch {
      // When it never succeeds, the connection ends with its ticket, and the next one asks for another.
      this.#renewAt = this.clock.serverNow() + renewAgain;
    }
  }

  #renewFrom(end: number | null): void {
    this.#renewAt = end === null || !this.#options.renew ? Infinity : renewalOf(end, this.clock.serverNow());
  }

  async #call<Method extends keyof RoomHub>(method: Method, ...args: Parameters<RoomHub[Method]>): Promise<Answer<Method>> {
    if (!this.#link) throw new RoomRefusal('room.away', 'Not connected.');
    try {
      return await this.#link.call(method, ...args);
    } catch (error) {
      // The room says itself when it goes on.
      if (error instanceof RoomRefusal && error.code === 'room.paused') this.#view.change({ kind: 'link', link: 'paused' });
      throw error;
    }
  }

  #refused(code: string): void {
    this.#feed?.stop();
    this.#view.change({ kind: 'link', link: 'refused', refusal: code });
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

/** The hub did not take the connection. */
class NotLetIn extends Error {
  constructor(
    readonly full: boolean,
    readonly after: number,
  ) {
    super('Not let in.');
  }
}
