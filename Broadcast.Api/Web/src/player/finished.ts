import Hls from 'hls.js/light';
import { refused, statusOf } from './statusOf';

/** Time (ms) between a network fault and the next try. */
const pause = 3_000;

/**
 * Plays a programme that is over; the element itself handles its end and its seek bar. Requests access first if it is protected. Returns a
 * function that ends this.
 */
export function playFinished(video: HTMLVideoElement, playlist: string, admit: () => Promise<unknown>): () => void {
  let end = (): void => undefined;
  let ended = false;
  let repair: ReturnType<typeof setTimeout> | undefined;
  const requestAccess = async (): Promise<void> => {
    if (refused(await statusOf(playlist))) await admit().catch((error: unknown) => console.warn('replay: not admitted', error));
  };
  const retry = (load: () => void): void => {
    clearTimeout(repair);
    repair = setTimeout(() => void requestAccess().then(() => !ended && load()), pause);
  };
  void requestAccess().then(() => {
    if (!ended) end = Hls.isSupported() ? playWithHls(video, playlist, retry) : playNatively(video, playlist, retry);
  });
  return () => {
    ended = true;
    clearTimeout(repair);
    end();
  };
}

function playNatively(video: HTMLVideoElement, playlist: string, retry: (load: () => void) => void): () => void {
  const failed = (): void =>
    retry(() => {
      const at = video.currentTime;
      video.src = playlist;
      video.currentTime = at;
    });
  video.addEventListener('error', failed);
  video.src = playlist;
  return () => {
    video.removeEventListener('error', failed);
    video.removeAttribute('src');
  };
}

function playWithHls(video: HTMLVideoElement, playlist: string, retry: (load: () => void) => void): () => void {
  const hls = new Hls({
    enableWorker: false,
    // The page has the marks already; cues would need a track from a data: URL, which the security policy forbids.
    enableDateRangeMetadataCues: false,
    maxBufferLength: 20,
    // hls.js may trim here: it only forgets parts while it does, and a replay is loaded in whole segments.
    backBufferLength: 30,
  });
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    // Without a manifest there is nothing to continue.
    else retry(() => (hls.levels.length > 0 ? hls.startLoad() : hls.loadSource(playlist)));
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
  return () => hls.destroy();
}
