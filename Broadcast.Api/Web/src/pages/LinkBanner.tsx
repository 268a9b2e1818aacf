import { useEffect, useState } from 'preact/hooks';
import type { RoomState } from '../room/state';
import { useText } from '../text/useText';

/** A shorter reconnect than this (ms) is not shown. With the silence that counts as away, a frozen network is told after three seconds. */
const patience = 1_000;

/** Shows that the room is away, paused or refused; the picture does not depend on it. */
export function LinkBanner({ state }: { state: RoomState }) {
  const { t } = useText();
  const down = state.link === 'away' || state.link === 'paused' || state.link === 'refused';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!down) return setShown(false);
    const timer = setTimeout(() => setShown(true), state.link === 'away' ? patience : 0);
    return () => clearTimeout(timer);
  }, [down, state.link]);
  if (!shown || !down) return null;
  const text = state.link === 'refused' ? t.refused : state.link === 'paused' ? t.paused : t.away;
  return (
    <p class="link-banner" role="status" data-testid="paused">
      {text}
    </p>
  );
}
