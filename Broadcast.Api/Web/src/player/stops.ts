/** A period in which the picture stood still although it should have moved. Milliseconds; `at` since the page was opened. */
export interface Stop {
  at: number;
  ms: number;
}

/** How many stops are kept. */
const most = 50;

/** The stops of a page: the last ones, and how long all of them were together. Pure: callers pass the time (ms). */
export class StopLog {
  last: readonly Stop[] = [];
  #endedMs = 0;
  #since: number | null = null;

  /** Since when the picture stands still; null while it moves, or is not expected to. */
  get since(): number | null {
    return this.#since;
  }

  /** The picture stands still since `since`. Ignored during a stop. */
  begin(since: number): void {
    this.#since ??= since;
  }

  /** The picture moves again, or is not expected to any more. Returns the stop; null when there was none. */
  end(now: number): Stop | null {
    if (this.#since === null) return null;
    const stop = { at: Math.round(this.#since), ms: Math.round(now - this.#since) };
    this.#endedMs += now - this.#since;
    this.#since = null;
    this.last = [...this.last.slice(1 - most), stop];
    return stop;
  }

  /** All stops so far, one under way included. */
  total(now: number): number {
    return this.#endedMs + (this.#since === null ? 0 : now - this.#since);
  }
}
