import type { Distance } from './distance/distance';
import type { Restart } from './loading/watchdog';
import type { Fault } from './recovery';

/** One way of getting a playlist into a video element. Made anew when nothing milder helps. */
export interface Engine {
  /** Date-time (Unix ms) of the frame at the element's current position; null when the playlist says none. */
  playingDate(): number | null;
  /** Where in media time the live picture is; null while unknown. */
  livePosition(): number | null;
  /** Seconds from the live edge to the element's current position; null while unknown. */
  behind(): number | null;
  /** Whether there is a lower rendition with a picture. */
  smaller(): boolean;
  /** Whether a playlist that came since `since` (`performance.now()`) lists media beyond the buffer. */
  inReach(since: number): boolean;
  /**
   * Keeps another distance from now on; the picture goes on.
   * @param atOnce goes over to whole segments right now, even if that means to wait for one.
   */
  keep(distance: Distance, atOnce: boolean): void;
  /** Load again after a network fault. */
  load(): void;
  /** Set the decoder up again after a media fault. */
  recover(): void;
  destroy(): void;
}

export interface EngineEvents {
  /** Something that does not heal by itself. */
  fault(kind: Fault, detail: string): void;
  /** Live media of `media` ms was in the buffer `took` ms after it had arrived. */
  appended(took: number, media: number): void;
  /** Loading had stopped although there was more to load, and was started again (`gap`: after a segment that was none was taken for one); `parts` counted as not loaded by mistake. */
  restarted(how: Restart | 'gap', parts: number): void;
}
