import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Player } from '../../player/player';

/**
 * The stats hook: what this page's player measured, for people who tune a festival and for tests.
 * Read `window.livefestival.player` (or `window.__player`) in the console.
 */
export interface Measurements {
  /** Date-time (Unix ms) of the frame at the current position; null while the playlist says none. */
  playingDate(): number | null;
  currentTime(): number;
  /** From the ingest's receive clock to the screen, in seconds. */
  latency(): number | null;
  readonly stalls: number;
  readonly longestStallMs: number;
  readonly fatalErrors: number;
  readonly rebuilds: number;
  /** From the opening of the page to the first decoded picture; null until then. */
  readonly firstPictureMs: number | null;
}

declare global {
  interface Window {
    __player?: Measurements;
    livefestival?: { player: Measurements };
  }
}

export function useMeasurements(player: Player | null, video: RefObject<HTMLVideoElement | null>, serverNow: () => number): void {
  useEffect(() => {
    if (!player) return;
    const measurements: Measurements = {
      playingDate: () => player.playingDate(),
      currentTime: () => video.current?.currentTime ?? 0,
      latency() {
        const date = player.playingDate();
        return date === null ? null : (serverNow() - date) / 1000;
      },
      get stalls() {
        return player.stats.stalls;
      },
      get longestStallMs() {
        return player.stats.longestStallMs;
      },
      get fatalErrors() {
        return player.stats.fatalErrors;
      },
      get rebuilds() {
        return player.stats.rebuilds;
      },
      get firstPictureMs() {
        return player.stats.firstPictureMs;
      },
    };
    window.__player = measurements;
    window.livefestival = { player: measurements };
  }, [player]);
}
