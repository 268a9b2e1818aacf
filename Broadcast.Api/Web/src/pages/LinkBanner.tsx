import { useEffect, useState } from 'preact/hooks';
import type { RoomState } from '../room/state';
import { useText } from '../text/useText';

/** A reconnect shorter than this is nobody's business. */
const patience = 1_500;

/** Says when the room is away; the picture does not depend on it. */
export function LinkBanner({ state }: { state: RoomState }) {
  const { t } = useText();
  const down = state.link === 'away' || state.link === 'paused' || state.link === 'refused';
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (!down) return setTold(false);
    const timer = setTimeout(() => setTold(true), state.link === 'away' ? patience : 0);
    return () => clearTimeout(timer);
  }, [down, state.link]);
  if (!told || !down) return null;
  const text = state.link === 'refused' ? t.refused : state.link === 'paused' ? t.paused : t.away;
  return (
    <p class="link-banner" role="status" data-testid="paused">
      {text}
    </p>
  );
}
