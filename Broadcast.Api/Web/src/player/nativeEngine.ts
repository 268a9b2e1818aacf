import type { Engine, EngineEvents } from './engine';
import { statusOf } from './statusOf';

/** Safari's element, which knows the date-time of its first frame. */
interface DatedVideo extends HTMLVideoElement {
  getStartDate?: () => Date;
}

/** Plays with the browser's own HLS, where there are no Media Source Extensions (older iPhones). */
export function nativeEngine(video: DatedVideo, url: string, events: EngineEvents): Engine {
  let destroyed = false;
  const failed = () => {
    const code = video.error?.code;
    // The element does not report the server's status.
    void statusOf(url).then((status) => {
      if (!destroyed) events.fault(code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'other', `native ${code ?? ''} ${status}`);
    });
  };
  video.addEventListener('error', failed);
  video.src = url;

  const reload = () => {
    video.src = url;
    video.load();
  };
  return {
    playingDate() {
      const start = video.getStartDate?.().getTime() ?? Number.NaN;
      return Number.isNaN(start) ? null : start + video.currentTime * 1000;
    },
    livePosition: () => (video.seekable.length > 0 ? video.seekable.end(video.seekable.length - 1) - 2 : null),
    // The browser chooses the distance itself.
    behind: () => null,
    smaller: () => false,
    inReach: () => false,
    setDistance: () => undefined,
    load: reload,
    recover: reload,
    destroy() {
      destroyed = true;
      video.removeEventListener('error', failed);
      video.removeAttribute('src');
      video.load();
    },
  };
}

export const nativeSupported = (): boolean => document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';
