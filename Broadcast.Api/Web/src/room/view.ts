import type { ChannelClock } from './clock';
import type { EventAuthor, EventBatch, EventOf, FeedChunk, JoinResult, Position, RoomEvent } from './contracts';
import { judge } from './continuity';
import { Schedule } from './schedule';
import { emptyRoom, reduce, type Change, type RoomState } from './state';

/** What a listener of `on` receives: events of its type, or any event for `*`. */
export type ListenedEvent<Type extends RoomEvent['type'] | '*'> = Type extends RoomEvent['type'] ? EventOf<Type> : RoomEvent;

/**
 * What one viewer knows of a room, from the hub and the feed alike: the position in its log, and what the picture has reached, as `state`
 * and as events for listeners.
 */
export class RoomView {
  state: RoomState = emptyRoom;

  /** The position up to which the log is known; null before the first answer. */
  position: Position | null = null;

  /** When the newest known event was appended, Unix milliseconds; null when none is known. */
  lastAt: number | null = null;

  readonly #clock: ChannelClock;
  readonly #changed = new Set<() => void>();
  readonly #listeners = new Map<string, Set<(event: never) => void>>();
  readonly #schedule: Schedule;

  constructor(clock: ChannelClock) {
    this.#clock = clock;
    this.#schedule = new Schedule((event) => this.#reveal(event), () => clock.now());
  }

  /** Calls `listener` after every change of `state`; returns a function that ends this. */
  subscribe(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** Calls `listener` with each event of a type, or with all (`*`), when its picture is shown; returns a function that ends this. */
  on<Type extends RoomEvent['type'] | '*'>(type: Type, listener: (event: ListenedEvent<Type>) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Shows the events that are due. */
  tick(): void {
    if (this.#schedule.waiting > 0) this.#schedule.tick();
  }

  /** Applies the answer of a join, or a snapshot of the feed. */
  enter(result: JoinResult, link: 'live' | 'feed'): void {
    if (this.state.link === 'stopped') return;
    const before = this.position;
    const fresh = before === null || result.resync;
    this.#clock.sync(result.snapshot.now);
    if (fresh) {
      this.#schedule.clear();
      this.lastAt = null;
    }
    const { pin, onAir, polls, votes, questions, may, mode, counts } = result.snapshot;
    const sameLog = before?.epoch === result.epoch;
    this.change({ kind: 'joined', link, may, mode, counts, fresh, sameLog, skipped: fresh ? 0 : result.skipped });
    // A node of an older build knows no polls, or no votes.
    const shown = fresh ? [onAir, pin, ...questions, ...(polls ?? []), ...(votes ?? []), ...result.events.filter((event) => event.type === 'chat')] : result.events;
    for (const event of shown) if (event && (fresh || event.offset > before.offset)) this.#add(event);
    // While one connection replaces another, both send events: the position never goes back.
    const offset = !fresh && sameLog ? Math.max(before.offset, result.offset) : result.offset;
    this.position = { epoch: result.epoch, offset };
  }

  /**
   * Applies a batch or a chunk; returns false when events before it are missing.
   * @param changeOf makes the change that goes with the batch, from the number of messages that were left out
   */
  accept(batch: EventBatch | FeedChunk, changeOf: (skipped: number) => Change): boolean {
    const position = this.position;
    if (this.state.link === 'stopped') return true;
    if (!position) return false;
    const verdict = judge(position, batch);
    if (verdict === 'hole') return false;
    if (verdict === 'known') return true;
    this.position = { epoch: batch.epoch, offset: batch.to };
    const skipped = Math.max(0, batch.skipped - this.#ownLeftOut(position.offset, batch));
    for (const event of batch.events) if (event.offset > position.offset) this.#add(event);
    this.change(changeOf(skipped));
    return true;
  }

  /** The log continues in another epoch. */
  changeEpoch(epoch: string): void {
    if (this.position) this.position = { ...this.position, epoch };
  }

  /**
   * Shows a message sent from here once it is acknowledged: the room may leave it out of what it sends, and never sends a hidden person's.
   */
  acknowledge(offset: number, by: EventAuthor, text: string): void {
    const at = this.#clock.serverNow();
    const known = this.#shows(offset);
    this.change({ kind: 'acknowledged', line: { offset, at, by, text }, leftOut: !known && offset <= (this.position?.offset ?? 0) });
    if (!known && this.#shows(offset)) this.#notify({ offset, type: 'chat', at, by, data: { text } });
  }

  change(change: Change): void {
    const state = reduce(this.state, change);
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.#changed) listener();
  }

  /** How many of the messages that a batch leaves out are shown here already, because they were sent from here. */
  #ownLeftOut(from: number, { to, events }: EventBatch | FeedChunk): number {
    return this.state.chat.filter((line) => line.own && line.offset > from && line.offset <= to && !events.some((event) => event.offset === line.offset)).length;
  }

  #add(event: RoomEvent): void {
    this.lastAt = Math.max(this.lastAt ?? 0, event.at);
    this.#schedule.add(event);
  }

  #reveal(event: RoomEvent): void {
    const known = event.type === 'chat' && this.#shows(event.offset);
    this.change({ kind: 'event', event });
    // Listeners get a message once, and never after it was removed.
    if (event.type !== 'chat' || (!known && this.#shows(event.offset))) this.#notify(event);
  }

  /** Whether the message at `offset` is shown. */
  #shows(offset: number): boolean {
    return this.state.chat.some((line) => line.offset === offset);
  }

  #notify(event: RoomEvent): void {
    for (const type of [event.type, '*']) for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}
