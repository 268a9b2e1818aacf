import { Events, type default as Hls, type Fragment, type LevelDetails, type Part } from 'hls.js/light';
import { rangesOf } from './rangesOf';
import type { Trace } from './trace';

/** How often (ms) buffers and the shown picture are written down. */
const every = 1_000;

/** Writes down what hls.js does with an element, for as long as the engine lives. */
export function recordHls(hls: Hls, video: HTMLVideoElement, trace: Trace): void {
  trace.follow(hls);
  let state = '';
  const look = (): void => {
    const next = hls.inFlightFragments.main.state;
    if (next !== state) trace.add('state', { from: state, state: next });
    state = next;
  };
  const buffer = (): void =>
    trace.add('buffer', { ranges: rangesOf(video.buffered), currentTime: video.currentTime, readyState: video.readyState, rate: video.playbackRate });
  const parts = forgotten(trace);

  hls.on(Events.LEVEL_LOADING, (_, { url, level }) => (look(), trace.add('request', { of: 'playlist', phase: 'start', level, url })));
  hls.on(Events.LEVEL_LOADED, (_, { stats, details, level }) => {
    look();
    trace.add('request', { of: 'playlist', phase: 'end', level, ms: stats.loading.end - stats.loading.start, bytes: stats.loaded, partEnd: details.partEnd, end: details.fragmentEnd, sn: details.endSN });
  });
  hls.on(Events.LEVEL_UPDATED, (_, { details }) => (look(), parts.see(details)));
  hls.on(Events.FRAG_LOADING, (_, { frag, part }) => (look(), trace.add('request', { phase: 'start', ...named(frag, part) })));
  hls.on(Events.FRAG_LOADED, (_, { frag, part }) => {
    look();
    const { loading, loaded } = (part ?? frag).stats;
    trace.add('request', { phase: 'end', ...named(frag, part), ms: loading.end - loading.start, bytes: loaded });
  });
  hls.on(Events.BUFFER_APPENDING, (_, { frag, part, type }) => (look(), trace.add('append', { phase: 'start', type, ...named(frag, part) })));
  hls.on(Events.BUFFER_APPENDED, (_, { frag, part, type }) => (look(), trace.add('append', { phase: 'end', type, ...named(frag, part) })));
  hls.on(Events.FRAG_BUFFERED, (_, { frag, part, stats }) => {
    look();
    parts.see(hls.latestLevelDetails);
    trace.add('append', { phase: 'done', ...named(frag, part), ms: stats.buffering.end - stats.loading.end });
  });
  hls.on(Events.BUFFER_FLUSHING, (_, { startOffset, endOffset, type }) => trace.add('flush', { phase: 'start', start: startOffset, end: endOffset, type }));
  hls.on(Events.BUFFER_FLUSHED, (_, { type }) => {
    look();
    trace.add('flush', { phase: 'end', type, ranges: rangesOf(video.buffered) });
    parts.see(hls.latestLevelDetails);
  });
  hls.on(Events.ERROR, (_, { details, fatal, reason }) => (look(), trace.add('error', { details, fatal, reason })));

  let last = video.currentTime;
  const seeking = (): void => trace.add('seek', { from: last, to: video.currentTime });
  video.addEventListener('seeking', seeking);
  const looks = setInterval(() => {
    look();
    last = video.currentTime;
  }, 100);
  const shown = setInterval(() => {
    buffer();
    // Before there is a picture at the position, the date-time is that of another.
    const there = video.readyState >= 2 && !video.seeking;
    trace.add('shown', { date: there ? (hls.playingDate?.getTime() ?? null) : null, time: video.currentTime });
  }, every);
  hls.on(Events.DESTROYING, () => {
    clearInterval(looks);
    clearInterval(shown);
    video.removeEventListener('seeking', seeking);
  });
}

function named(frag: Fragment, part?: Part | null): Record<string, unknown> {
  const { start, duration } = part ?? frag;
  return { of: part ? 'part' : frag.sn === 'initSegment' ? 'init' : 'segment', sn: frag.sn, ...(part ? { part: part.index } : {}), level: frag.level, start, duration };
}

/** Sees parts that counted as loaded and no longer do. hls.js drops the marks of all but the two newest segments on purpose. */
function forgotten(trace: Trace): { see(details: LevelDetails | null): void } {
  let known = new Set<string>();
  return {
    see(details) {
      if (!details?.partList) return;
      const newest = Math.max(...details.partList.filter((part) => part.loaded).map((part) => part.fragment.sn));
      const loaded = new Set<string>();
      for (const part of details.partList) {
        const key = `${part.fragment.level} ${part.fragment.sn} ${part.index}`;
        if (part.loaded) loaded.add(key);
        else if (known.has(key) && part.fragment.sn >= newest) trace.add('forgot', named(part.fragment, part));
      }
      known = loaded;
    },
  };
}
