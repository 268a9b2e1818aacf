import Hls from 'hls.js/light';
import { refused, statusOf } from './statusOf';

/** Between a fault of the network and the next try. */
const pause = 3_000;

/**
 * Plays a programme that is over; its end and its seek bar are the element's own. A protected one is asked for leave first. Returns its
 * undo.
 */
export function playFinished(video: HTMLVideoElement, playlist: string, admit: () => Promise<unknown>): () => void {
  let undo = (): void => undefined;
  let gone = false;
  let repair: ReturnType<typeof setTimeout> | undefined;
  const enter = async (): Promise<void> => {
    if (refused(await statusOf(playlist))) await admit().catch((error: unknown) => console.warn('replay: not admitted', error));
  };
  const again = (what: () => void): void => {
    clearTimeout(repair);
    repair = setTimeout(() => void enter().then(() => !gone && what()), pause);
  };
  void enter().then(() => {
    if (!gone) undo = Hls.isSupported() ? bySource(video, playlist, again) : byElement(video, playlist, again);
  });
  return () => {
    gone = true;
    clearTimeout(repair);
    undo();
  };
}

function byElement(video: HTMLVideoElement, playlist: string, again: (what: () => void) => void): () => void {
  const failed = (): void =>
    again(() => {
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

function bySource(video: HTMLVideoElement, playlist: string, again: (what: () => void) => void): () => void {
  const hls = new Hls({
    enableWorker: false,
    // The page has the marks already; cues would need a track from a data: address, which it allows nobody.
    enableDateRangeMetadataCues: false,
    maxBufferLength: 20,
    // hls.js may trim here: what it forgets while it does are parts, and a replay is loaded in whole segments.
    backBufferLength: 30,
  });
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    // Without a manifest there is nothing to load on.
    else again(() => (hls.levels.length > 0 ? hls.startLoad() : hls.loadSource(playlist)));
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
  return () => hls.destroy();
}
