import Hls, { ErrorTypes, Events } from 'hls.js/light';
import { settingsOf, type Distance } from './distance/distance';
import { canDropParts } from './distance/dropParts';
import { paceOf } from './distance/pace';
import { smallestLevel } from './distance/smaller';
import type { Engine, EngineEvents } from './engine';
import { BackBuffer } from './loading/backBuffer';
import { bufferState, moreListed } from './loading/bufferState';
import { keepLoading } from './loading/keepLoading';
import { WholeReloads } from './loading/wholeReloads';
import { recordHls } from './trace/recordHls';
import type { Trace } from './trace/trace';

/**
 * Live at a distance, as a small monitor, or from `offset` seconds after the beginning of a recorded playlist. `behind` is how many seconds
 * behind the edge an earlier engine's picture was; null without one.
 */
export type Mode = { live: Distance; behind: number | null } | 'monitor' | { offset: number };

/** A live picture that fell further behind than this (seconds) jumps to its distance: the room's events wait for no picture older than 15 s. */
const tooFarBehind = 12;

/** How often (ms) the playback rate is adjusted. */
const paceEvery = 500;

/** Plays through Media Source Extensions, with hls.js. */
export function hlsEngine(video: HTMLVideoElement, url: string, mode: Mode, events: EngineEvents, trace: Trace | null): Engine {
  const live = typeof mode === 'object' && 'live' in mode ? mode : null;
  const offset = typeof mode === 'object' && 'offset' in mode ? mode.offset : null;
  let distance = live?.live ?? null;
  /** Whole segments should be loaded, but parts still are. */
  let droppingParts = false;
  const first = distance === null ? null : settingsOf(distance);
  const hls = new Hls({
    lowLatencyMode: first?.parts ?? false,
    pLoader: WholeReloads,
    // hls.js changes neither the distance to the live edge nor the playback rate: `keepPace` does both.
    liveSyncOnStallIncrease: 0,
    maxLiveSyncPlaybackRate: 1,
    // Plain playlists are read every target duration (4 s) and list segments of 1–2 s: safe without staying three target durations behind.
    ...(offset !== null ? { startPosition: offset } : first === null ? { liveSyncDuration: 7, liveMaxLatencyDuration: 16 } : {}),
    liveDurationInfinity: true,
    // Where parts are loaded, hls.js trims the back buffer at the wrong moment: see `loading`.
    backBufferLength: live ? Infinity : 20,
    maxBufferLength: first === null ? 8 : 10,
    maxMaxBufferLength: 30,
    // No bandwidth test before the first picture.
    testBandwidth: false,
    // Our media is fMP4 already and is passed through; a worker would only cost its start-up.
    enableWorker: false,
  });
  hls.on(Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    const kind = error.type === ErrorTypes.NETWORK_ERROR ? 'network' : error.type === ErrorTypes.MEDIA_ERROR ? 'media' : 'other';
    events.fault(kind, `${error.details} ${error.response?.code ?? ''}`);
  });
  if (trace) recordHls(hls, video, trace);
  keepLoading(hls, video, (how, parts) => events.restarted(how, parts));
  let listedAt = Number.NEGATIVE_INFINITY;
  hls.on(Events.LEVEL_LOADED, () => (listedAt = performance.now()));
  if (live) {
    new BackBuffer(hls, () => bufferState(hls, video));
    hls.config.liveMaxLatencyDuration = tooFarBehind;
    hls.on(Events.MANIFEST_PARSED, () => apply(true));
    // Parts that were loaded together are appended together.
    let arrived = 0;
    hls.on(Events.FRAG_LOADED, (_, { frag, part }) => (arrived += (part ?? frag).duration));
    hls.on(Events.FRAG_BUFFERED, (_, { stats }) => {
      events.appended(stats.buffering.end - stats.loading.end, arrived * 1000);
      arrived = 0;
    });
    const timer = setInterval(() => {
      if (droppingParts) dropParts();
      keepPace();
    }, paceEvery);
    hls.on(Events.DESTROYING, () => clearInterval(timer));
    // After a rebuild the picture continues about where it was, never more than four seconds earlier.
    const seconds = first?.seconds ?? null;
    if (seconds !== null) hls.targetLatency = live.behind === null ? seconds : Math.min(seconds, live.behind + 4);
  }
  hls.loadSource(url);
  hls.attachMedia(video);

  /** Seconds to keep behind the edge: by the distance, else by the playlist; null while unknown. */
  function target(): number | null {
    if (distance === null) return null;
    return settingsOf(distance).seconds ?? (hls.latestLevelDetails?.partHoldBack || null);
  }

  /** Drops parts only when the buffer lasts for a whole segment, unless `atOnce`: the wait for one would be a stop in itself. */
  function apply(atOnce: boolean): void {
    if (distance === null) return;
    const settings = settingsOf(distance);
    droppingParts = !settings.parts && hls.lowLatencyMode;
    if (settings.parts) hls.lowLatencyMode = true;
    else if (droppingParts) dropParts(atOnce);
    hls.autoLevelCapping = settings.smaller ? (smallestLevel(hls.levels) ?? -1) : -1;
  }

  function dropParts(atOnce = false): void {
    const newest = hls.latestLevelDetails?.fragments.at(-1)?.duration ?? 0;
    if (!atOnce && !canDropParts({ latency: hls.latency, newest, target: target() ?? 0 })) return;
    droppingParts = false;
    hls.lowLatencyMode = false;
  }

  function keepPace(): void {
    const seconds = target();
    const details = hls.latestLevelDetails;
    if (seconds === null || !details?.live || video.paused || video.seeking) return;
    const ahead = hls.mainForwardBufferInfo?.len ?? 0;
    const rate = paceOf({ latency: hls.latency, target: seconds, ahead, rate: video.playbackRate });
    if (rate !== video.playbackRate) video.playbackRate = rate;
  }

  return {
    playingDate: () => hls.playingDate?.getTime() ?? null,
    livePosition: () => hls.liveSyncPosition,
    behind: () => (hls.latestLevelDetails === null ? null : hls.latency),
    smaller: () => smallestLevel(hls.levels) !== null,
    inReach: (since) => listedAt >= since && moreListed(bufferState(hls, video)),
    setDistance(next, atOnce) {
      distance = next;
      apply(atOnce);
      hls.targetLatency = target() ?? hls.targetLatency ?? 2;
    },
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
