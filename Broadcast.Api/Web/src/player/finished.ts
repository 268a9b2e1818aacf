import Hls from 'hls.js/light';

/** Plays a programme that is over; its end and its seek bar are the element's own. Returns its undo. */
export function playFinished(video: HTMLVideoElement, playlist: string): () => void {
  if (!Hls.isSupported()) {
    video.src = playlist;
    return () => video.removeAttribute('src');
  }
  const hls = new Hls({
    enableWorker: false,
    // The page has the marks already; cues would need a track from a data: address, which it allows nobody.
    enableDateRangeMetadataCues: false,
    maxBufferLength: 20,
    backBufferLength: 30,
  });
  hls.loadSource(playlist);
  hls.attachMedia(video);
  return () => hls.destroy();
}
