import { Events, type default as Hls } from 'hls.js/light';
import { bufferState } from './bufferState';
import { MistakenGaps } from './gaps';
import { markBuffered } from './marks';
import { Watchdog, type Restart } from './watchdog';

/** How often (ms) the watchdog checks: as often as hls.js looks for something to load. */
const every = 100;

/** Starts loading again when it stopped although there is more to load (README). Returns a function that ends this. */
export function keepLoading(hls: Hls, video: HTMLVideoElement, restarted: (how: Restart | 'gap', parts: number) => void): () => void {
  const watchdog = new Watchdog();
  const gaps = new MistakenGaps(hls, video);
  const timer = setInterval(() => {
    const state = bufferState(hls, video);
    const marked = gaps.correct(state.bufferEnd);
    if (marked !== null) {
      // By itself, hls.js waits for seconds before it tries again.
      loadAnew(hls);
      restarted('gap', marked);
      return;
    }
    const idle = !state.loading && hls.bufferingEnabled && !video.seeking && hls.latestLevelDetails?.live === true;
    const ahead = state.bufferEnd - state.position;
    const restart = watchdog.check(performance.now(), { ...state, idle, ahead, enough: hls.maxBufferLength });
    if (restart === 'marks') {
      const marked = markBuffered(hls.latestLevelDetails?.partList ?? [], video.buffered, state.bufferEnd);
      if (marked.length > 0) restarted('marks', marked.length);
    } else if (restart === 'load') {
      loadAnew(hls);
      restarted('load', 0);
    }
  }, every);
  const stop = (): void => clearInterval(timer);
  hls.on(Events.DESTROYING, stop);
  return stop;
}

/**
 * Begins to load at the buffer's end without changing the position. `hls.startLoad()` would also read the playlist at once, find it
 * unchanged, and not read it again for half a target duration; so only the stream controller is started, where it is accessible.
 */
function loadAnew(hls: Hls): void {
  const { streamController } = hls as unknown as { streamController?: { startLoad?: (position: number, stay: boolean) => void } };
  if (typeof streamController?.startLoad === 'function') streamController.startLoad(-1, true);
  else hls.startLoad(-1, true);
}
