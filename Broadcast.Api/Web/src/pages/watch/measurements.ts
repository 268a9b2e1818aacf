import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Player } from '../../player/player';
import type { PlayerStats } from '../../player/stats';
import { Trace } from '../../player/trace/trace';

/**
 * The stats hook: what this page's player measured, for people who tune a festival and for tests.
 * Read `window.livefestival.player` (or `window.__player`) in the console.
 */
export interface Measurements extends Readonly<PlayerStats> {
  /** Date-time (Unix ms) of the frame at the current position; null while the playlist says none. */
  playingDate(): number | null;
  currentTime(): number;
  /** From the ingest's receive clock to the screen, in seconds. */
  latency(): number | null;
}

declare global {
  interface Window {
    __player?: Measurements;
    livefestival?: { player: Measurements; trace?: Trace };
  }
}

/** With `?trace`, records what the page's player does, for `window.livefestival.trace`; else null. */
export const trace = new URLSearchParams(location.search).has('trace') ? new Trace() : null;

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
      get distance() {
        return player.stats.distance;
      },
      get steps() {
        return player.stats.steps;
      },
      get interventions() {
        return player.stats.interventions;
      },
      get stops() {
        return player.stats.stops;
      },
      get stoppedMs() {
        return player.stats.stoppedMs;
      },
    };
    window.__player = measurements;
    window.livefestival = { player: measurements, ...(trace ? { trace } : {}) };
  }, [player]);
}
