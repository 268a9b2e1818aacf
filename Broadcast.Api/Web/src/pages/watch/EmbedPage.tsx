import { useRef } from 'preact/hooks';
import { Screen } from '../../picture/Screen';
import { usePlayer } from '../../picture/usePlayer';
import { useText } from '../../text/useText';
import { admitGuest } from '../../viewer/ticket';
import { useTitle } from '../useTitle';
import { trace, useMeasurements } from './measurements';
import './embed.css';

/** The picture alone, which fills the frame that embeds it. */
export function EmbedPage({ channel }: { channel: string }) {
  const { t } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const playing = usePlayer(video, channel, true, { admit: () => admitGuest(channel, t.guestPrefix), trace });
  useMeasurements(playing.player, video, Date.now);
  useTitle(channel, t.brand);
  return (
    <main class="embed">
      <Screen video={video} playing={playing} channel={channel} label={channel} serverNow={Date.now} />
    </main>
  );
}
