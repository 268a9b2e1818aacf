import { useState } from 'preact/hooks';
import { useNow } from '../frame/useNow';
import './monitor.css';
import { posterEvery, posterUrl } from './posterUrl';

/** A channel's newest still picture. */
export function Poster({ channel, label }: { channel: string; label: string }) {
  const now = useNow(posterEvery);
  const [missing, setMissing] = useState(false);
  return (
    <img
      class={missing ? 'poster missing' : 'poster'}
      src={posterUrl(channel, now)}
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
