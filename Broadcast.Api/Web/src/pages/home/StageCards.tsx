import type { Channel } from '../../api/channels';
import type { Festival } from '../../api/festivals';
import { Motif } from '../../frame/Motif';
import { currentSlot, nextSlot, type PlannedSlot } from '../../frame/programme';
import { paths } from '../../paths';
import { Poster } from '../../picture/Poster';
import { clockTime, countdown } from '../../text/format';
import { useText } from '../../text/useText';

interface StageCardsProps {
  festival: Festival;
  channels: readonly Channel[];
  slots: readonly PlannedSlot[];
  now: number;
  onAir: string | null;
}

export function StageCards({ festival, channels, slots, now, onAir }: StageCardsProps) {
  const { t, named, either, language } = useText();
  return (
    <section class="stages" aria-label={t.stages}>
      <a class="stage-card relay" href={paths.watch(festival.channel)}>
        <Motif stage="" />
        <h2>{t.relayChannel}</h2>
        <p>{t.relayChannelText}</p>
        <span class="stage-foot">{t.watch} →</span>
      </a>
      {festival.stages.map((stage) => {
        const silent = channels.find((channel) => channel.id === stage.id)?.slate;
        const here = currentSlot(slots, now)?.stage === stage.id;
        const next = nextSlot(slots, now, stage.id);
        return (
          <a key={stage.id} class="stage-card" data-stage={stage.id} href={paths.watch(stage.id)} data-testid={`stage-${stage.id}`}>
            {silent === false ? <Poster channel={stage.id} label="" /> : <Motif stage={stage.id} />}
            <h2>{named(stage)}</h2>
            <p>{either(stage.place, stage.placeEn)}</p>
            <span class="stage-foot">
              {onAir === stage.id ? (
                <span class="badge live">{t.onAirNow}</span>
              ) : (
                <span class={silent ? 'badge resting' : 'badge open'}>{silent ? t.backSoon : t.live}</span>
              )}
              {!here && next && <time title={clockTime(next.from, language)}>{t.inTime(countdown(next.from - now))}</time>}
            </span>
          </a>
        );
      })}
    </section>
  );
}
