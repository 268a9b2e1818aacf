import { useState } from 'preact/hooks';
import { useNow } from '../frame/useNow';
import './monitor.css';

/** How often (ms) a channel's still picture is requested: as often as there is a new one. */
const every = 4_000;

/** A channel's newest still picture. All viewers use the same URL for four seconds, so that caches can answer. */
export function Poster({ channel, label }: { channel: string; label: string }) {
  const round = Math.floor(useNow(every) / every);
  const [missing, setMissing] = useState(false);
  return (
    <img
      class={missing ? 'poster missing' : 'poster'}
      src={`/live/${encodeURIComponent(channel)}/poster.jpg?r=${round}`}
      alt={label}
      width={640}
      height={360}
      decoding="async"
      data-testid={`poster-${channel}`}
      onLoad={() => setMissing(false)}
      onError={() => setMissing(true)}
    />
  );
}
