/** A time in which the picture stood still although it should have moved. Milliseconds; `at` since the page was opened. */
export interface Stop {
  at: number;
  ms: number;
}

/** So many stops are kept. */
const most = 50;

/** The stops of a page: the last ones, and how long all of them were. Pure: time is given. */
export class StopLog {
  last: readonly Stop[] = [];
  #past = 0;
  #since: number | null = null;

  /** Since when the picture stands; null while it moves, or need not. */
  get since(): number | null {
    return this.#since;
  }

  /** The picture stands since `since`, and nobody said so yet. */
  begin(since: number): void {
    this.#since ??= since;
  }

  /** It moves again, or need not any more. Null when it did not stand. */
  end(now: number): Stop | null {
    if (this.#since === null) return null;
    const stop = { at: Math.round(this.#since), ms: Math.round(now - this.#since) };
    this.#past += now - this.#since;
    this.#since = null;
    this.last = [...this.last.slice(1 - most), stop];
    return stop;
  }

  /** All stops so far, one under way included. */
  total(now: number): number {
    return this.#past + (this.#since === null ? 0 : now - this.#since);
  }
}
