import { useState } from 'preact/hooks';
import { useNow } from '../frame/useNow';
import type { Player } from '../player/player';
import { countdown } from '../text/format';
import { useText } from '../text/useText';

/** How far the bar goes back, in minutes. For a time before the oldest recorded picture, playback begins with that one. */
const reach = 120;

/** A bar over the last two hours of a live channel. */
export function GoBack({ player, serverNow }: { player: Player | null; serverNow: () => number }) {
  const { t } = useText();
  const [chosen, setMinutes] = useState(0);
  const [dragged, setDragged] = useState(false);
  // Another button also returns to live, so the bar follows the player.
  useNow(500, serverNow);
  const minutes = dragged || player?.wentBack ? chosen : 0;
  const go = (value: number) => {
    setMinutes(value);
    setDragged(false);
    if (value === 0) player?.goLive();
    else player?.goBack(serverNow() - value * 60_000);
  };
  return (
    <label class="go-back" data-testid="go-back">
      <span class="number">{minutes === 0 ? t.goBack : `−${countdown(minutes * 60_000)}`}</span>
      <input
        type="range"
        min={-reach}
        max={0}
        step={1}
        value={-minutes}
        aria-label={t.goBack}
        aria-valuetext={minutes === 0 ? t.live : `−${countdown(minutes * 60_000)}`}
        onInput={(event) => {
          setDragged(true);
          setMinutes(-Number(event.currentTarget.value));
        }}
        onChange={(event) => go(-Number(event.currentTarget.value))}
      />
    </label>
  );
}
