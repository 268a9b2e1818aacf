import { useCallback, useRef } from 'preact/hooks';
import type { Channel } from '../../api/channels';
import type { Stage } from '../../api/festivals';
import { nextSlot, type PlannedSlot } from '../../frame/programme';
import { useSaidTime } from '../../frame/SaidTime';
import { useNow } from '../../frame/useNow';
import { countdown, seconds } from '../../text/format';
import { useText } from '../../text/useText';

interface TallyProps {
  slots: readonly PlannedSlot[];
  stage: Stage;
  relay: Channel | null;
  serverNow: () => number;
}

/** Red and large when this stage is on air: the one thing that an anchor must never be unsure of. */
export function Tally({ slots, stage, relay, serverNow }: TallyProps) {
  const { t, language } = useText();
  const read = useRef(serverNow);
  read.current = serverNow;
  const now = useNow(500, useCallback(() => read.current(), []));

  const follows = relay?.onAir === stage.id;
  // The cut is announced before the picture reaches it.
  const ahead = follows ? (relay?.since ?? 0) - now : 0;
  const onAir = follows && ahead <= 0;
  const next = nextSlot(slots, now, onAir ? undefined : stage.id);
  const other = onAir && next?.stage === stage.id ? null : next;
  const say = onAir ? t.untilSlot : t.nextSlot;
  useSaidTime(other ? other.from - now : null, (mark) => say(seconds(mark, language)));
  return (
    <div class={onAir ? 'tally on' : follows ? 'tally soon' : 'tally'} data-testid="on-air" data-on-air={onAir}>
      <strong aria-hidden="true">{onAir ? t.onAirBig : follows ? t.onAirSoon(countdown(ahead)) : t.standby}</strong>
      {/* Without the time, which would be read each second. */}
      <span class="visually-hidden" role="status">
        {onAir ? t.onAirBig : follows ? t.follows : t.standby}
      </span>
      {other && <span class="number">{say(countdown(other.from - now))}</span>}
    </div>
  );
}
