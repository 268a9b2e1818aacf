import type { Channel } from '../../api/channels';
import type { Festival } from '../../api/festivals';
import { Motif } from '../../frame/Motif';
import { nextSlot, type PlannedSlot } from '../../frame/programme';
import { Monitor } from '../../picture/Monitor';
import { Poster } from '../../picture/Poster';
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
      <div class="hero-picture">
        {wantsMotion() ? <Monitor channel={festival.channel} label={t.onAirNow} /> : <HeroStill channel={festival.channel} stage={onAir?.id ?? ''} />}
        <div class="hero-now" data-testid="on-air-now" data-stage={onAir?.id}>
          <a href={paths.watch(festival.channel)}>
            {onAir && <span class="badge live">{t.onAirNow}</span>} <strong>{onAir ? named(onAir) : t.offAir}</strong>
          </a>
          <span class="hero-next" data-testid="next">
            {next && nextStage ? (
              <>
                {t.next}: {named(nextStage)} <time>{t.inTime(countdown(next.from - now))}</time>
              </>
            ) : (
              !onAir && t.offAirText
            )}
          </span>
        </div>
      </div>
    </section>
  );
}

/** A picture that stands still, over the stage's drawing. */
function HeroStill({ channel, stage }: { channel: string; stage: string }) {
  return (
    <div class="hero-still">
      <Motif stage={stage} />
      <Poster channel={channel} label="" />
    </div>
  );
}

/** False for people who save data or prefer reduced motion: they get still pictures instead of the moving one. */
function wantsMotion(): boolean {
  const connection = (navigator as Navigator & { connection?: { saveData?: boolean } }).connection;
  return !connection?.saveData && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
