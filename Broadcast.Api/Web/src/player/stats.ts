import type { Distance } from './distance/distance';
import type { Stop } from './stops';

/** What a player measured about itself, for people and for tests. Times in milliseconds. */
export interface PlayerStats {
  /** From the opening of the page to the first decoded picture; null until then. */
  firstPictureMs: number | null;
  /** How often the picture stood still after it had begun. */
  stalls: number;
  longestStallMs: number;
  /** Faults after which the player had to load its source again or be set up anew. */
  fatalErrors: number;
  /** How often the player was set up anew. */
  rebuilds: number;
  /** How far behind the edge the live picture is kept; null for a player that keeps no distance of its own. */
  distance: Distance | null;
  /** How often the distance was changed. */
  steps: number;
  /** How often loading had to be started again (`loading`). */
  interventions: number;
  /** The last stops that were long enough to be seen. */
  stops: readonly Stop[];
  /** All stops of the page together, one under way included. */
  stoppedMs: number;
}

/** Shorter stalls than this (ms) go unnoticed and do not count. */
const noticeable = 120;

/** Counts stalls from the element's progress. Pure: callers pass the time (ms). */
export class StallMeter {
  stalls = 0;
  longestStallMs = 0;
  #since: number | null = null;
  #counted = false;

  /** The element waits for data although it should play. */
  waiting(now: number): void {
    this.#since ??= now;
    this.#note(now);
  }

  /** The picture moves. */
  moving(now: number): void {
    this.#note(now);
    this.reset();
  }

  /** Nothing is expected to move now (paused, seeking by hand). */
  reset(): void {
    this.#since = null;
    this.#counted = false;
  }

  #note(now: number): void {
    if (this.#since === null) return;
    const length = now - this.#since;
    if (length < noticeable) return;
    if (!this.#counted) {
      this.#counted = true;
      this.stalls++;
    }
    this.longestStallMs = Math.max(this.longestStallMs, length);
  }
}
