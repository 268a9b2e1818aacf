import { useRef, useState } from 'preact/hooks';
import { useText } from '../text/useText';
import './monitor.css';
import { posterUrl } from './posterUrl';
import { usePlayer } from './usePlayer';

/** A small silent picture of a channel, from its plain playlist, which keeps no connection open; its still picture until it moves. */
export function Monitor({ channel, label }: { channel: string; label: string }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [poster] = useState(() => posterUrl(channel, Date.now()));
  const { picture, player } = usePlayer(video, channel, false);
  return (
    <div class="monitor">
      <video ref={video} muted autoplay playsInline poster={poster} aria-label={label} data-testid={`monitor-${channel}`} />
      {(picture === 'loading' || picture === 'stalled') && <div class="spinner" aria-hidden="true" />}
      {picture === 'blocked' && (
        <button type="button" class="button" onClick={() => player?.play()}>
          {t.play}
        </button>
      )}
    </div>
  );
}
