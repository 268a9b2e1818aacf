import { moreListed } from './bufferState';

/** The state of loading at one moment. Times in seconds. */
export interface LoadingState {
  /** Nothing is being requested or appended. */
  idle: boolean;
  bufferEnd: number;
  /** Buffered ahead of the picture. */
  ahead: number;
  /** With this much ahead nothing more needs to be loaded. */
  enough: number;
  /** Where the newest media that could be loaded ends. */
  listedEnd: number;
}

/** `marks`: mark as loaded what the element holds. `load`: begin to load again at the buffer's end. */
export type Restart = 'marks' | 'load';

/** Being idle for this long (ms), and in this many checks, is no pause between two parts. Both, because a busy page checks late. */
const marksAfter = 300;
const marksChecks = 3;

/** When marks do not help, `load` comes after this long (ms), then after twice as long each time, up to `mostPatience`. */
const loadAfter = 1_000;
const mostPatience = 16_000;

/** Detects that loading stopped although there is more to load, and decides what starts it again. Pure: callers pass the time (ms). */
export class Watchdog {
  #since: number | null = null;
  #checks = 0;
  #marked = false;
  #bufferEnd = Number.NaN;
  #patience = loadAfter;

  /** To be called regularly; returns what to do, or null. */
  check(now: number, { idle, bufferEnd, ahead, enough, listedEnd }: LoadingState): Restart | null {
    if (bufferEnd !== this.#bufferEnd) {
      this.#patience = loadAfter;
      this.#reset();
    }
    this.#bufferEnd = bufferEnd;
    if (!idle || ahead >= enough || !moreListed({ bufferEnd, listedEnd })) {
      this.#reset();
      return null;
    }
    this.#since ??= now;
    this.#checks++;
    const idled = now - this.#since;
    if (!this.#marked && idled >= marksAfter && this.#checks >= marksChecks) {
      this.#marked = true;
      return 'marks';
    }
    if (!this.#marked || idled < this.#patience) return null;
    this.#patience = Math.min(mostPatience, this.#patience * 2);
    this.#reset();
    return 'load';
  }

  #reset(): void {
    this.#since = null;
    this.#checks = 0;
    this.#marked = false;
  }
}
