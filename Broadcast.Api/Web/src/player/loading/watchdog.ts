import { moreListed } from './bufferState';

/** How loading stands at one moment. Times in seconds. */
export interface LoadingState {
  /** Nothing is asked for and nothing is on its way into the buffer. */
  idle: boolean;
  bufferEnd: number;
  /** Buffered ahead of the picture. */
  ahead: number;
  /** So much ahead is enough. */
  enough: number;
  /** Where the newest media that could be loaded ends. */
  listedEnd: number;
}

/** `marks`: count as loaded what the element holds. `load`: begin to load anew at the buffer's end. */
export type Restart = 'marks' | 'load';

/** Idle for so long (ms), and seen so often, is no pause between two parts. A busy page looks late: hence both. */
const marksAfter = 300;
const marksLooks = 3;
const loadAfter = 1_000;
const mostPatience = 16_000;

/** Sees that loading stopped although there is more to load, and says what starts it again. Pure: time is given. */
export class Watchdog {
  #since: number | null = null;
  #looks = 0;
  #marked = false;
  #bufferEnd = Number.NaN;
  #patience = loadAfter;

  look(now: number, { idle, bufferEnd, ahead, enough, listedEnd }: LoadingState): Restart | null {
    if (bufferEnd !== this.#bufferEnd) {
      this.#patience = loadAfter;
      this.#rest();
    }
    this.#bufferEnd = bufferEnd;
    if (!idle || ahead >= enough || !moreListed({ bufferEnd, listedEnd })) {
      this.#rest();
      return null;
    }
    this.#since ??= now;
    this.#looks++;
    const idled = now - this.#since;
    if (!this.#marked && idled >= marksAfter && this.#looks >= marksLooks) {
      this.#marked = true;
      return 'marks';
    }
    if (!this.#marked || idled < this.#patience) return null;
    this.#patience = Math.min(mostPatience, this.#patience * 2);
    this.#rest();
    return 'load';
  }

  #rest(): void {
    this.#since = null;
    this.#looks = 0;
    this.#marked = false;
  }
}
