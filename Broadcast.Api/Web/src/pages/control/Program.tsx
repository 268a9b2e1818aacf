import { useRef } from 'preact/hooks';
import type { Channel } from '../../api/channels';
import type { Festival } from '../../api/festivals';
import type { PlannedSlot } from '../../frame/programme';
import { EyeIcon } from '../../picture/icons';
import { Screen } from '../../picture/Screen';
import { usePlayer } from '../../picture/usePlayer';
import type { RoomCounts } from '../../room/contracts';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';
import type { Taken } from './taken';

interface ProgramProps {
  festival: Festival;
  relay: Channel | null;
  taken: Taken | null;
  next: PlannedSlot | null;
  now: number;
  serverNow: () => number;
  counts: RoomCounts;
}

/** The relay as viewers see it, which is the page's one low-latency picture, and what comes next. */
export function Program({ festival, relay, taken, next, now, serverNow, counts }: ProgramProps) {
  const { t, named } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const playing = usePlayer(video, festival.channel, true);
  const nameOf = (id: string | null | undefined) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : null;
  };
  return (
    <section class="program" aria-label={t.program}>
      <div class={relay?.onAir ? 'program-picture on' : 'program-picture'}>
        <Screen video={video} playing={playing} label={t.program} serverNow={serverNow}>
          {relay?.slate && <span class="badge slate-badge">{t.slate}</span>}
        </Screen>
      </div>
      <dl class="program-line">
        <div class="program-now" data-testid="on-air" data-stage={relay?.onAir ?? ''}>
          <dt>{t.onAirNow}</dt>
          <dd>{nameOf(relay?.onAir) ?? (taken ? t.theSlate : t.offAir)}</dd>
        </div>
        <div class="program-next" data-testid="next" data-stage={next?.stage ?? ''}>
          <dt>{t.next}</dt>
          <dd>
            {next ? (
              <>
                {nameOf(next.stage) ?? next.stage} <time>{taken?.held ? t.onceReleased : countdown(next.from - now)}</time>
              </>
            ) : (
              t.nothingNext
            )}
          </dd>
        </div>
        <div class="program-count">
          <dt>
            <EyeIcon />
            <span class="visually-hidden">{t.room}</span>
          </dt>
          <dd class="number" data-testid="viewers" data-count={counts.viewers}>
            {counts.viewers}
          </dd>
        </div>
      </dl>
    </section>
  );
}
