import type { Channel } from '../../api/channels';
import type { Festival } from '../../api/festivals';
import { Motif } from '../../frame/Motif';
import { nextSlot, type PlannedSlot } from '../../frame/programme';
import { Monitor } from '../../picture/Monitor';
import { countdown } from '../../text/format';
import { paths } from '../../paths';
import { useText } from '../../text/useText';

interface HeroProps {
  festival: Festival;
  relay: Channel | null;
  slots: readonly PlannedSlot[];
  now: number;
}

/** The top of the home page: what is on air, as a moving picture, and what comes next. */
export function Hero({ festival, relay, slots, now }: HeroProps) {
  const { t, named, either } = useText();
  const onAir = festival.stages.find((stage) => stage.id === relay?.onAir) ?? null;
  const next = nextSlot(slots, now);
  const nextStage = festival.stages.find((stage) => stage.id === next?.stage);
  const theme = either(festival.theme, festival.themeEn);
  return (
    <section class="hero" data-stage={onAir?.id}>
      <div class="hero-text">
        <h1>{named(festival)}</h1>
        {theme && <p class="hero-theme">{theme}</p>}
        <p class="hero-line">{t.fourPlaces(festival.stages.length)}</p>
        <p>{t.fourPlacesText}</p>
        <a class="button" href={paths.watch(festival.channel)} data-testid="watch-festival">
          {t.watchFestival}
        </a>
      </div>
      <a class="hero-picture" href={paths.watch(festival.channel)} aria-label={`${t.watch}: ${onAir ? named(onAir) : named(festival)}`}>
        {wantsMotion() ? (
          <Monitor channel={festival.channel} label={t.onAirNow} />
        ) : (
          <div class="hero-still">
            <Motif stage={onAir?.id ?? ''} />
          </div>
        )}
        <span class="hero-now" data-testid="on-air-now" data-stage={onAir?.id}>
          {onAir && <span class="badge live">{t.onAirNow}</span>}
          <strong>{onAir ? named(onAir) : t.offAir}</strong>
          <span class="hero-next" data-testid="next">
            {next && nextStage ? (
              <>
                {t.next}: {named(nextStage)} <time>{t.inTime(countdown(next.from - now))}</time>
              </>
            ) : (
              !onAir && t.offAirText
            )}
          </span>
        </span>
      </a>
    </section>
  );
}

/** False for people who save data or prefer reduced motion: they get a drawing instead of the moving picture. */
function wantsMotion(): boolean {
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection;
  return !connection?.saveData && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
