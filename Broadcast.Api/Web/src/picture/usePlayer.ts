import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Player, type Picture } from '../player/player';
import type { Trace } from '../player/trace/trace';

export interface Playing {
  player: Player | null;
  picture: Picture;
}

export interface PlayOptions {
  admit?: () => Promise<unknown>;
  trace?: Trace | null;
}

/** Plays a channel in the element of `video` for as long as the component lives. */
export function usePlayer(video: RefObject<HTMLVideoElement | null>, channel: string, lowLatency: boolean, options: PlayOptions = {}): Playing {
  const [player, setPlayer] = useState<Player | null>(null);
  const [picture, setPicture] = useState<Picture>('loading');
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const started = new Player({ video: element, channel, lowLatency, ...options });
    started.subscribe(() => setPicture(started.picture));
    started.start();
    setPicture(started.picture);
    setPlayer(started);
    return () => started.destroy();
  }, [channel, lowLatency]);
  return { player, picture };
}
