import { useCallback, useRef } from 'preact/hooks';
import type { Channel } from '../../api/channels';
import { getRundown, type Festival, type Stage } from '../../api/festivals';
import { nextSlot, plan } from '../../frame/programme';
import { useNow } from '../../frame/useNow';
import { usePolled } from '../../frame/usePolled';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';

interface TallyProps {
  festival: Festival;
  stage: Stage;
  relay: Channel | null;
  serverNow: () => number;
}

/** Red and large when this stage is on air: the one thing that an anchor must never be unsure of. */
export function Tally({ festival, stage, relay, serverNow }: TallyProps) {
  const { t } = useText();
  const rundown = usePolled('rundown', () => getRundown(festival.id), 10_000);
  const read = useRef(serverNow);
  read.current = serverNow;
  const now = useNow(500, useCallback(() => read.current(), []));
  const slots = plan(rundown.value?.slots ?? []);

  const follows = relay?.onAir === stage.id;
  // The cut is announced before the picture reaches it.
  const ahead = follows ? (relay?.since ?? 0) - now : 0;
  const onAir = follows && ahead <= 0;
  const next = nextSlot(slots, now, onAir ? undefined : stage.id);
  const other = onAir && next?.stage === stage.id ? null : next;
  return (
    <div class={onAir ? 'tally on' : follows ? 'tally soon' : 'tally'} role="status" data-testid="on-air" data-on-air={onAir}>
      <strong>{onAir ? t.onAirBig : follows ? t.onAirSoon(countdown(ahead)) : t.standby}</strong>
      {other && <span class="number">{onAir ? t.untilSlot(countdown(other.from - now)) : t.nextSlot(countdown(other.from - now))}</span>}
    </div>
  );
}
