import Hls, { ErrorTypes, Events } from 'hls.js/light';
import type { Engine, EngineEvents } from './engine';
import { playlistLoader } from './loading/discontinuities';

/** At the edge in parts, at the edge in segments, or so many seconds after the beginning of a playlist of the past. */
export type Mode = 'low' | 'plain' | { offset: number };

/** Plays through Media Source Extensions, with hls.js. */
export function hlsEngine(video: HTMLVideoElement, url: string, mode: Mode, events: EngineEvents): Engine {
  const lowLatency = mode === 'low';
  const offset = typeof mode === 'object' ? mode.offset : null;
  const hls = new Hls({
    lowLatencyMode: lowLatency,
    // After a stall hls.js keeps a second more of distance; this brings a picture that fell further behind back to its place.
    maxLiveSyncPlaybackRate: lowLatency ? 1.08 : 1,
    // Plain playlists are read every target duration (4 s) and list segments of one to two seconds: so close is safe, three target durations not needed.
    ...(offset !== null ? { startPosition: offset } : lowLatency ? {} : { liveSyncDuration: 7, liveMaxLatencyDuration: 16 }),
    liveDurationInfinity: true,
    backBufferLength: 20,
    maxBufferLength: lowLatency ? 10 : 8,
    maxMaxBufferLength: 30,
    // One rendition: nothing to test before the first picture.
    testBandwidth: false,
    // Our media is fMP4 already and passes through; a worker would cost its start-up.
    enableWorker: false,
    pLoader: playlistLoader(),
  });
  hls.on(Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    const kind = error.type === ErrorTypes.NETWORK_ERROR ? 'network' : error.type === ErrorTypes.MEDIA_ERROR ? 'media' : 'other';
    events.fault(kind, `${error.details} ${error.response?.code ?? ''}`);
  });
  hls.loadSource(url);
  hls.attachMedia(video);

  return {
    playingDate: () => hls.playingDate?.getTime() ?? null,
    livePosition: () => hls.liveSyncPosition,
    load() {
      // Without levels the multivariant playlist itself is missing.
      if (hls.levels.length === 0) hls.loadSource(url);
      else hls.startLoad();
    },
    recover: () => hls.recoverMediaError(),
    destroy: () => hls.destroy(),
  };
}

export const hlsSupported = (): boolean => Hls.isSupported();
