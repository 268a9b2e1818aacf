import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../frame/useNow';
import type { Player } from '../player/player';
import { useText } from '../text/useText';
import { FullscreenIcon, PauseIcon, PlayIcon, SoundIcon, SoundOffIcon } from './icons';
import { GoBack } from './GoBack';
import { posterUrl } from './posterUrl';
import './screen.css';
import { useAwake } from './useAwake';
import type { Playing } from './usePlayer';

export interface ScreenProps {
  video: RefObject<HTMLVideoElement | null>;
  playing: Playing;
  /** Whose still picture is shown until the picture moves; without it nothing is. */
  channel?: string;
  label: string;
  /** The server's clock, for the distance to live. */
  serverNow: () => number;
  /** Tags in the upper left corner, after the live badge. */
  children?: ComponentChildren;
}

/** Further behind than this (seconds) the badge becomes a button back to live. */
const behind = 10;

/** The main picture of a page, with its controls. */
export function Screen({ video, playing, channel, label, serverNow, children }: ScreenProps) {
  const { t } = useText();
  const { player, picture } = playing;
  const frame = useRef<HTMLDivElement>(null);
  const muted = useMuted(video);
  const { awake, wake } = useAwake(picture === 'playing');
  const [poster] = useState(() => (channel === undefined ? undefined : posterUrl(channel, Date.now())));
  const paused = picture === 'paused' || picture === 'blocked';

  const toggle = () => (paused ? player?.resume() : player?.pause());
  const sound = (on: boolean) => {
    if (video.current) video.current.muted = !on;
    if (on) player?.play();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'm') sound(muted);
    else if (event.key === 'f') fullscreen(frame.current, video.current);
    else if (event.key === ' ' || event.key === 'k') toggle();
    else return;
    event.preventDefault();
  };

  return (
    <div
      class={`screen ${picture}${awake ? ' awake' : ''}`}
      ref={frame}
      tabIndex={0}
      role="group"
      aria-label={label}
      onKeyDown={keys}
      onPointerUp={wake}
      onInput={wake}
      data-testid="screen"
    >
      <video ref={video} muted autoplay playsInline poster={poster} aria-label={label} data-testid="video" />
      <div class="screen-tags">
        <LiveBadge player={player} moving={picture === 'playing'} serverNow={serverNow} />
        {children}
      </div>
      <State picture={picture} play={() => player?.play()} />
      {/* There is no sound to tap for while the picture waits, and its words are in the same place. */}
      {muted && picture === 'playing' && (
        <button type="button" class="button unmute" onClick={() => sound(true)} data-testid="unmute">
          <SoundOffIcon /> {t.unmute}
        </button>
      )}
      <div class="screen-controls" data-testid="controls">
        <button type="button" onClick={toggle} aria-label={paused ? t.play : t.pause} data-testid="play">
          {paused ? <PlayIcon /> : <PauseIcon />}
        </button>
        <button type="button" onClick={() => sound(muted)} aria-label={muted ? t.sound : t.mute} data-testid="mute">
          {muted ? <SoundOffIcon /> : <SoundIcon />}
        </button>
        <GoBack player={player} serverNow={serverNow} />
        <button type="button" class="last" onClick={() => fullscreen(frame.current, video.current)} aria-label={t.fullscreen}>
          <FullscreenIcon />
        </button>
      </div>
    </div>
  );
}

function State({ picture, play }: { picture: Playing['picture']; play: () => void }) {
  const { t } = useText();
  switch (picture) {
    case 'loading':
    case 'stalled':
      return (
        <div class="screen-state" role="status">
          <div class="spinner" aria-hidden="true" />
          <p>{picture === 'loading' ? t.pictureLoading : t.pictureStalled}</p>
        </div>
      );
    case 'blocked':
    case 'paused':
      return (
        <div class="screen-state">
          <button type="button" class="button big-play" onClick={play} aria-label={t.play}>
            <PlayIcon />
          </button>
        </div>
      );
    case 'unsupported':
      return (
        <div class="screen-state">
          <p>{t.unsupported}</p>
        </div>
      );
    case 'playing':
      return null;
  }
}

function LiveBadge({ player, moving, serverNow }: { player: Player | null; moving: boolean; serverNow: () => number }) {
  const { t } = useText();
  const now = useNow(500, serverNow);
  const date = player?.playingDate() ?? null;
  const seconds = date === null ? null : Math.max(0, (now - date) / 1000);
  if (seconds !== null && seconds > behind)
    return (
      <button type="button" class="badge late" onClick={() => player?.goLive()}>
        {t.goLive}
      </button>
    );
  return (
    <>
      <span class={moving ? 'badge live' : 'badge waiting'}>{t.live}</span>
      {moving && seconds !== null && (
        <span class="badge quiet number" data-testid="latency">
          {t.latency(seconds.toFixed(1))}
        </span>
      )}
    </>
  );
}

function useMuted(video: RefObject<HTMLVideoElement | null>): boolean {
  const [muted, setMuted] = useState(true);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const read = () => setMuted(element.muted || element.volume === 0);
    // Preact sets the attribute, but autoplay depends on the property.
    element.muted = true;
    element.addEventListener('volumechange', read);
    return () => element.removeEventListener('volumechange', read);
  }, []);
  return muted;
}

/** iPhones can only make the video element full screen. */
function fullscreen(frame: HTMLElement | null, video: HTMLVideoElement | null): void {
  const native = video as (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null;
  if (document.fullscreenElement) void document.exitFullscreen();
  else if (frame?.requestFullscreen) void frame.requestFullscreen();
  else native?.webkitEnterFullscreen?.();
}
