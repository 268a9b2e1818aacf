import type { Fault } from './recovery';

/** One way of getting a playlist into a video element. Made anew when nothing milder helps. */
export interface Engine {
  /** Date-time (Unix ms) of the frame at the element's current position; null when the playlist says none. */
  playingDate(): number | null;
  /** Where in media time the live picture is; null while unknown. */
  livePosition(): number | null;
  /** Load again after a network fault. */
  load(): void;
  /** Set the decoder up again after a media fault. */
  recover(): void;
  destroy(): void;
}

export interface EngineEvents {
  /** Something that does not heal by itself. */
  fault(kind: Fault, detail: string): void;
}
