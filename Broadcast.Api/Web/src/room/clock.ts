/** How far (ms) a picture usually is behind the newest received frame; used while there is no picture. */
const usualDelay = 3_000;

/** A picture that is further behind than this (ms) no longer decides when something is shown. */
const longestDelay = 15_000;

/**
 * Channel time as this viewer sees it: the date-time of the frame on the screen, or without a picture the server's clock less the usual delay.
 */
export class ChannelClock {
  #offset = 0;
  readonly #picture: () => number | null;
  readonly #wall: () => number;

  /** @param picture the date-time on the screen (Unix ms), or null while no picture moves; `Infinity` shows everything at once. By default there is no picture. */
  constructor(picture: () => number | null = () => null, wall: () => number = Date.now) {
    this.#picture = picture;
    this.#wall = wall;
  }

  /** Sets the server's clock to `serverNow` (Unix ms), as a snapshot reports it. */
  sync(serverNow: number): void {
    this.#offset = serverNow - this.#wall();
  }

  serverNow(): number {
    return this.#wall() + this.#offset;
  }

  now(): number {
    const server = this.serverNow();
    const picture = this.#picture();
    return picture === null ? server - usualDelay : Math.max(picture, server - longestDelay);
  }
}
