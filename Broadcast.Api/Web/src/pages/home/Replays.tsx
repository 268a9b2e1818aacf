import type { Festival } from '../../api/festivals';
import { listReplays } from '../../api/replays';
import { usePolled } from '../../frame/usePolled';
import { paths } from '../../paths';
import { clockTime, countdown, day } from '../../text/format';
import { useText } from '../../text/useText';

/** Links to the replays of the slots that are over. */
export function Replays({ festival }: { festival: Festival }) {
  const { t, named, language } = useText();
  const replays = usePolled(`replays ${festival.channel}`, () => listReplays(festival.channel), 30_000);
  const nameOf = (id: string | null) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : (id ?? '');
  };
  return (
    <section class="home-section" data-testid="replays">
      <h2>{t.replays}</h2>
      <p class="under">{replays.value?.length === 0 ? t.noReplays : t.replaysText}</p>
      <ol class="slots">
        {(replays.value ?? []).map((replay) => (
          <li key={replay.slot} data-stage={replay.stage ?? undefined}>
            <time dateTime={new Date(replay.start).toISOString()}>{clockTime(replay.start, language)}</time>
            <span class="dot" aria-hidden="true" />
            <a href={paths.replay(replay.channel, replay.slot)}>
              <strong>{nameOf(replay.stage)}</strong>
              <span>
                {day(replay.start, language)}
                {replay.title && replay.title !== nameOf(replay.stage) && ` · ${replay.title}`}
              </span>
            </a>
            <span class="until number">{countdown(replay.duration * 1000)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
