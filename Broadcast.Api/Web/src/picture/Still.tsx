import { useState } from 'preact/hooks';
import { Motif } from '../frame/Motif';
import { usePolled } from '../frame/usePolled';
import { firstPicture, storyboardUrl } from './storyboard';
import './still.css';

interface StillProps {
  channel: string;
  /** Unix milliseconds. */
  at: number;
  /** Whose drawing is shown while there is no picture. */
  stage: string | null;
}

/** What a channel showed at an instant, as a small still picture. */
export function Still({ channel, at, stage }: StillProps) {
  const [missing, setMissing] = useState(false);
  const picture = usePolled(`still ${channel} ${at}`, async () => {
    const answer = await fetch(storyboardUrl(channel, at));
    return answer.ok ? firstPicture(await answer.text()) : null;
  });
  return (
    <span class="still" data-stage={stage ?? undefined} aria-hidden="true">
      {picture.value && !missing ? (
        <img src={`/live/${encodeURIComponent(channel)}/${picture.value}`} alt="" width={640} height={360} loading="lazy" decoding="async" data-testid="still" onError={() => setMissing(true)} />
      ) : (
        <Motif stage={stage ?? ''} />
      )}
    </span>
  );
}
