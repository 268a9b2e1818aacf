import type Hls from 'hls.js/light';

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

/** What a player did of late, for whoever wants to know why a picture stopped. Bounded: the oldest entries go first. */
export class Trace {
  readonly #most: number;
  readonly #now: () => number;
  #entries: TraceEntry[] = [];
  /** The oldest entry, once the ring is full. */
  #first = 0;
  #hls: Hls | null = null;

  constructor(most = 5_000, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  add(kind: TraceKind, details: Record<string, unknown> = {}): void {
    const entry: TraceEntry = { at: Math.round(this.#now() * 10) / 10, kind, ...details };
    if (this.#entries.length < this.#most) {
      this.#entries.push(entry);
      return;
    }
    this.#entries[this.#first] = entry;
    this.#first = (this.#first + 1) % this.#most;
  }

  /** The oldest first. */
  entries(): TraceEntry[] {
    return [...this.#entries.slice(this.#first), ...this.#entries.slice(0, this.#first)];
  }

  /** One entry a line, as JSON. */
  dump(): string {
    return this.entries().map((entry) => JSON.stringify(entry)).join('\n');
  }

  /** The engine of now, for tests; null when the browser plays by itself. */
  hls(): Hls | null {
    return this.#hls;
  }

  follow(hls: Hls): void {
    this.#hls = hls;
  }
}
