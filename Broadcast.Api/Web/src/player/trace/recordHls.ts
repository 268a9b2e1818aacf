import { Events, type default as Hls, type Fragment, type LevelDetails, type Part } from 'hls.js/light';
import { rangesOf } from './rangesOf';
import type { Trace } from './trace';

/** How often (ms) buffers and the shown picture are recorded. */
const every = 1_000;

/** Records what hls.js does with an element, for as long as the engine exists. */
export function recordHls(hls: Hls, video: HTMLVideoElement, trace: Trace): void {
  trace.follow(hls);
  let state = '';
  const recordState = (): void => {
    const next = hls.inFlightFragments.main.state;
    if (next !== state) trace.add('state', { from: state, state: next });
    state = next;
  };
  const buffer = (): void =>
    trace.add('buffer', { ranges: rangesOf(video.buffered), currentTime: video.currentTime, readyState: video.readyState, rate: video.playbackRate });
  const parts = forgottenParts(trace);

  hls.on(Events.LEVEL_LOADING, (_, { url, level }) => (recordState(), trace.add('request', { of: 'playlist', phase: 'start', level, url })));
  hls.on(Events.LEVEL_LOADED, (_, { stats, details, level }) => {
    recordState();
    trace.add('request', { of: 'playlist', phase: 'end', level, ms: stats.loading.end - stats.loading.start, bytes: stats.loaded, partEnd: details.partEnd, end: details.fragmentEnd, sn: details.endSN });
  });
  hls.on(Events.LEVEL_UPDATED, (_, { details }) => (recordState(), parts.update(details)));
  hls.on(Events.FRAG_LOADING, (_, { frag, part }) => (recordState(), trace.add('request', { phase: 'start', ...describe(frag, part) })));
  hls.on(Events.FRAG_LOADED, (_, { frag, part }) => {
    recordState();
    const { loading, loaded } = (part ?? frag).stats;
    trace.add('request', { phase: 'end', ...describe(frag, part), ms: loading.end - loading.start, bytes: loaded });
  });
  hls.on(Events.BUFFER_APPENDING, (_, { frag, part, type }) => (recordState(), trace.add('append', { phase: 'start', type, ...describe(frag, part) })));
  hls.on(Events.BUFFER_APPENDED, (_, { frag, part, type }) => (recordState(), trace.add('append', { phase: 'end', type, ...describe(frag, part) })));
  hls.on(Events.FRAG_BUFFERED, (_, { frag, part, stats }) => {
    recordState();
    parts.update(hls.latestLevelDetails);
    trace.add('append', { phase: 'done', ...describe(frag, part), ms: stats.buffering.end - stats.loading.end });
  });
  hls.on(Events.BUFFER_FLUSHING, (_, { startOffset, endOffset, type }) => trace.add('flush', { phase: 'start', start: startOffset, end: endOffset, type }));
  hls.on(Events.BUFFER_FLUSHED, (_, { type }) => {
    recordState();
    trace.add('flush', { phase: 'end', type, ranges: rangesOf(video.buffered) });
    parts.update(hls.latestLevelDetails);
  });
  hls.on(Events.ERROR, (_, { details, fatal, reason }) => (recordState(), trace.add('error', { details, fatal, reason })));

  let last = video.currentTime;
  const seeking = (): void => trace.add('seek', { from: last, to: video.currentTime });
  video.addEventListener('seeking', seeking);
  const stateTimer = setInterval(() => {
    recordState();
    last = video.currentTime;
  }, 100);
  const shownTimer = setInterval(() => {
    buffer();
    // Before there is a picture at the position, the date-time belongs to another one.
    const there = video.readyState >= 2 && !video.seeking;
    trace.add('shown', { date: there ? (hls.playingDate?.getTime() ?? null) : null, time: video.currentTime });
  }, every);
  hls.on(Events.DESTROYING, () => {
    clearInterval(stateTimer);
    clearInterval(shownTimer);
    video.removeEventListener('seeking', seeking);
  });
}

function describe(frag: Fragment, part?: Part | null): Record<string, unknown> {
  const { start, duration } = part ?? frag;
  return { of: part ? 'part' : frag.sn === 'initSegment' ? 'init' : 'segment', sn: frag.sn, ...(part ? { part: part.index } : {}), level: frag.level, start, duration };
}

/** Records parts that counted as loaded and no longer do. hls.js drops the marks of all but the two newest segments on purpose. */
function forgottenParts(trace: Trace): { update(details: LevelDetails | null): void } {
  let known = new Set<string>();
  return {
    update(details) {
      if (!details?.partList) return;
      const newest = Math.max(...details.partList.filter((part) => part.loaded).map((part) => part.fragment.sn));
      const loaded = new Set<string>();
      for (const part of details.partList) {
        const key = `${part.fragment.level} ${part.fragment.sn} ${part.index}`;
        if (part.loaded) loaded.add(key);
        else if (known.has(key) && part.fragment.sn >= newest) trace.add('forgot', describe(part.fragment, part));
      }
      known = loaded;
    },
  };
}
