import type { Distance } from './distance/distance';
import type { Restart } from './loading/watchdog';
import type { Fault } from './recovery';

/** Plays a playlist in a video element. Replaced by a new one when nothing milder helps. */
export interface Engine {
  /** Date-time (Unix ms) of the frame at the element's current position; null when the playlist says none. */
  playingDate(): number | null;
  /** Media time (seconds) of the live picture; null while unknown. */
  livePosition(): number | null;
  /** Seconds from the live edge to the element's current position; null while unknown. */
  behind(): number | null;
  /** Whether there is a lower rendition with a picture. */
  smaller(): boolean;
  /** Whether a playlist that came since `since` (`performance.now()`) lists media beyond the buffer. */
  inReach(since: number): boolean;
  /**
   * Changes the distance; the picture continues.
   * @param atOnce switch to whole segments right now, even if the picture has to wait for one
   */
  setDistance(distance: Distance, atOnce: boolean): void;
  /** Loads again after a network fault. */
  load(): void;
  /** Sets the decoder up again after a media fault. */
  recover(): void;
  destroy(): void;
}

export interface EngineEvents {
  /** A fault that does not pass by itself. */
  fault(kind: Fault, detail: string): void;
  /** Live media of `media` ms is in the buffer, `took` ms after it arrived. */
  appended(took: number, media: number): void;
  /**
   * Loading had stopped although there was more to load, and was started again; `gap`: hls.js had taken a segment for a gap.
   * @param parts how many parts had been counted as not loaded by mistake
   */
  restarted(how: Restart | 'gap', parts: number): void;
}
