import type Hls from 'hls.js/light';
import { Ring } from './ring';

/**
 * `state`: what the engine does. `buffer`: what the element holds. `request`: begin and end of one. `append`, `flush`: media into the
 * buffer and out of it. `forgot`: a part counted as loaded and no longer does. `seek`: the position jumped. `step`: another distance.
 * `restart`: the watchdog started loading again. `still`, `stop`: a stop of the picture begins, is over. `shown`: what is on the screen.
 */
export type TraceKind =
  | 'state' | 'buffer' | 'request' | 'append' | 'flush' | 'forgot' | 'seek' | 'step' | 'restart' | 'still' | 'stop' | 'shown' | 'error';

export interface TraceEntry {
  /** Milliseconds since the page was opened (`performance.now()`). */
  at: number;
  kind: TraceKind;
  [detail: string]: unknown;
}

/** An entry with its number, which orders entries of the same time. */
interface Numbered {
  number: number;
  entry: TraceEntry;
}

/** What a viewer could see, and what the player decided. These entries are rare, and kept longest. */
const seen: ReadonlySet<TraceKind> = new Set(['shown', 'still', 'stop', 'step', 'restart', 'seek']);

/** How many entries are kept. */
export interface TraceSizes {
  /** Of what could be seen: a bit more than one a second. */
  seen: number;
  /** Of what led to it: about thirty a second. */
  rest: number;
}

/**
 * What a player did recently, to explain why a picture stopped. Bounded: the oldest entries are dropped first, and requests never push out
 * stops.
 */
export class Trace {
  readonly #seen: Ring<Numbered>;
  readonly #rest: Ring<Numbered>;
  readonly #now: () => number;
  #count = 0;
  #hls: Hls | null = null;

  constructor(sizes: TraceSizes = { seen: 3_000, rest: 5_000 }, now: () => number = () => performance.now()) {
    this.#seen = new Ring(sizes.seen);
    this.#rest = new Ring(sizes.rest);
    this.#now = now;
  }

  add(kind: TraceKind, details: Record<string, unknown> = {}): void {
    const entry: TraceEntry = { at: Math.round(this.#now() * 10) / 10, kind, ...details };
    (seen.has(kind) ? this.#seen : this.#rest).add({ number: this.#count++, entry });
  }

  /** The oldest first. */
  entries(): TraceEntry[] {
    const all = [...this.#seen.entries(), ...this.#rest.entries()];
    return all.sort((one, other) => one.number - other.number).map(({ entry }) => entry);
  }

  /** One entry a line, as JSON. */
  dump(): string {
    return this.entries().map((entry) => JSON.stringify(entry)).join('\n');
  }

  /** The present engine, for tests; null when the browser plays HLS itself. */
  hls(): Hls | null {
    return this.#hls;
  }

  follow(hls: Hls): void {
    this.#hls = hls;
  }
}
