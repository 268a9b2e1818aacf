import type { ChannelClock } from './clock';
import type { EventBatch, EventOf, FeedChunk, JoinResult, Position, RoomEvent } from './contracts';
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
    this.change({ kind: 'joined', link, may: result.snapshot.may, counts: result.snapshot.counts, fresh, skipped: fresh ? 0 : result.skipped });
    const { pin, onAir, questions } = result.snapshot;
    const shown = fresh ? [onAir, pin, ...questions, ...result.events.filter((event) => event.type === 'chat')] : result.events;
    for (const event of shown) if (event && (fresh || event.offset > before.offset)) this.#add(event);
    // While one connection gives way to another, both tell; what is known stays known.
    const offset = !fresh && before.epoch === result.epoch ? Math.max(before.offset, result.offset) : result.offset;
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
    for (const event of batch.events) if (event.offset > position.offset) this.#add(event);
    this.change(told(batch.skipped));
    return true;
  }

  /** The log goes on under another epoch. */
  move(epoch: string): void {
    if (this.position) this.position = { ...this.position, epoch };
  }

  change(change: Change): void {
    const state = reduce(this.state, change);
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.#changed) listener();
  }

  #add(event: RoomEvent): void {
    this.lastAt = Math.max(this.lastAt ?? 0, event.at);
    this.#schedule.add(event);
  }

  #reveal(event: RoomEvent): void {
    this.change({ kind: 'event', event });
    for (const type of [event.type, '*']) for (const listener of this.#heard.get(type) ?? []) listener(event as never);
  }
}
