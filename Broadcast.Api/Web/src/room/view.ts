import type { ChannelClock } from './clock';
import type { EventAuthor, EventBatch, EventOf, FeedChunk, JoinResult, Position, RoomEvent } from './contracts';
import { judge } from './continuity';
import { Schedule } from './schedule';
import { emptyRoom, reduce, type Change, type RoomState } from './state';

/** What `on` hears: every event by its type, or all of them. */
export type Heard<Type extends RoomEvent['type'] | '*'> = Type extends RoomEvent['type'] ? EventOf<Type> : RoomEvent;

/**
 * What one viewer knows of a room, however it came: where they stand in its log, and what the picture has shown of it, as `state` and as events
 * for who wants to hear them.
 */
export class RoomView {
  state: RoomState = emptyRoom;

  /** What is known of the log; null before the first answer. */
  position: Position | null = null;

  /** When the newest known event was said, Unix milliseconds. */
  lastAt: number | null = null;

  readonly #clock: ChannelClock;
  readonly #changed = new Set<() => void>();
  readonly #heard = new Map<string, Set<(event: never) => void>>();
  readonly #schedule: Schedule;

  constructor(clock: ChannelClock) {
    this.#clock = clock;
    this.#schedule = new Schedule((event) => this.#reveal(event), () => clock.now());
  }

  /** Calls `listener` after every change of `state`; returns the way to stop that. */
  subscribe(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  /** Calls `listener` with each event of a type, or with all (`*`), when its picture is shown; returns the way to stop that. */
  on<Type extends RoomEvent['type'] | '*'>(type: Type, listener: (event: Heard<Type>) => void): () => void {
    const listeners = this.#heard.get(type) ?? new Set();
    this.#heard.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Shows what is due. */
  tick(): void {
    if (this.#schedule.waiting > 0) this.#schedule.tick();
  }

  /** Takes the room as it is now. */
  enter(result: JoinResult, link: 'live' | 'feed'): void {
    const before = this.position;
    const fresh = before === null || result.resync;
    this.#clock.sync(result.snapshot.now);
    if (fresh) {
      this.#schedule.clear();
      this.lastAt = null;
    }
    const { pin, onAir, questions, may, mode, counts } = result.snapshot;
    const sameLog = before?.epoch === result.epoch;
    this.change({ kind: 'joined', link, may, mode, counts, fresh, sameLog, skipped: fresh ? 0 : result.skipped });
    const shown = fresh ? [onAir, pin, ...questions, ...result.events.filter((event) => event.type === 'chat')] : result.events;
    for (const event of shown) if (event && (fresh || event.offset > before.offset)) this.#add(event);
    // While one connection gives way to another, both tell; what is known stays known.
    const offset = !fresh && sameLog ? Math.max(before.offset, result.offset) : result.offset;
    this.position = { epoch: result.epoch, offset };
  }

  /** False when something before it is missing. */
  take(batch: EventBatch | FeedChunk, told: (skipped: number) => Change): boolean {
    const position = this.position;
    if (!position) return false;
    const verdict = judge(position, batch);
    if (verdict === 'hole') return false;
    if (verdict === 'known') return true;
    this.position = { epoch: batch.epoch, offset: batch.to };
    const left = Math.max(0, batch.skipped - this.#ownLeftOut(position.offset, batch));
    for (const event of batch.events) if (event.offset > position.offset) this.#add(event);
    this.change(told(left));
    return true;
  }

  /** The log goes on under another epoch. */
  move(epoch: string): void {
    if (this.position) this.position = { ...this.position, epoch };
  }

  /**
   * What was said here stands from its acknowledgement on: the room may leave it out of what it tells, and tells it nobody of who is hidden.
   */
  acknowledge(offset: number, by: EventAuthor, text: string): void {
    const at = this.#clock.serverNow();
    const told = this.#stands(offset);
    this.change({ kind: 'acknowledged', line: { offset, at, by, text }, leftOut: !told && offset <= (this.position?.offset ?? 0) });
    if (!told && this.#stands(offset)) this.#tell({ offset, type: 'chat', at, by, data: { text } });
  }

  change(change: Change): void {
    const state = reduce(this.state, change);
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.#changed) listener();
  }

  /** How many lines that stand here already, because they were said here, are among what a batch leaves out. */
  #ownLeftOut(from: number, { to, events }: EventBatch | FeedChunk): number {
    return this.state.chat.filter((line) => line.own && line.offset > from && line.offset <= to && !events.some((event) => event.offset === line.offset)).length;
  }

  #add(event: RoomEvent): void {
    this.lastAt = Math.max(this.lastAt ?? 0, event.at);
    this.#schedule.add(event);
  }

  #reveal(event: RoomEvent): void {
    const told = event.type === 'chat' && this.#stands(event.offset);
    this.change({ kind: 'event', event });
    // A message is heard once, and not any more once it was taken back.
    if (event.type !== 'chat' || (!told && this.#stands(event.offset))) this.#tell(event);
  }

  /** Whether the message at `offset` is among what was said. */
  #stands(offset: number): boolean {
    return this.state.chat.some((line) => line.offset === offset);
  }

  #tell(event: RoomEvent): void {
    for (const type of [event.type, '*']) for (const listener of this.#heard.get(type) ?? []) listener(event as never);
  }
}
