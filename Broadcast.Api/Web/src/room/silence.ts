/** A room sends something at least every five seconds; a longer silence than this (ms) is checked. */
const checkedAfter = 12_000;

/** While somebody waits for an answer, a connection that says nothing for this long (ms) is in doubt; without anybody waiting, for this long. */
const doubtedAfter = 2_000;
const doubtedIdleAfter = 9_000;

/** A connection that says nothing for this long (ms), while somebody waits, is given up: the room's own word comes every five seconds. */
const lostAfter = 6_000;

/** Checks come every 100 ms. After a longer gap (ms) it was this page that stood still, and not the connection. */
const longestStep = 500;

/** `doubtful`: answers may still come. `silent`: whether the connection lives must be found out. `lost`: it is not worth waiting for. */
export type Verdict = 'heard' | 'doubtful' | 'silent' | 'lost';

/** Judges how long a connection has said nothing: within seconds while an answer is waited for, since a frozen network closes nothing. */
export class Silence {
  #heardAt = Date.now();
  #checkedAt = Date.now();
  /** How long nothing was heard while somebody waited, without the time in which the page itself stood still. */
  #waited = 0;
  #asked = 0;

  /** Something came. */
  heard(): void {
    this.#heardAt = Date.now();
    this.#waited = 0;
  }

  /** A question is under way. Returns what is to be called when it is answered, or never will be. */
  asked(): () => void {
    this.#asked++;
    return () => {
      this.#asked--;
      this.heard();
    };
  }

  /** To be called regularly. */
  verdict(): Verdict {
    const now = Date.now();
    this.#waited = this.#asked === 0 ? 0 : this.#waited + Math.min(longestStep, now - this.#checkedAt);
    this.#checkedAt = now;
    const silent = now - this.#heardAt;
    if (this.#waited >= lostAfter) return 'lost';
    if (this.#waited >= doubtedAfter) return 'doubtful';
    if (silent > checkedAfter) return 'silent';
    return silent > doubtedIdleAfter ? 'doubtful' : 'heard';
  }
}
