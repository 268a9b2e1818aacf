import { useState } from 'preact/hooks';
import type { Festival } from '../../api/festivals';
import type { PlannedSlot } from '../../frame/programme';
import { paths } from '../../paths';
import { clockTime, countdown, day } from '../../text/format';
import { useText } from '../../text/useText';

interface ProgrammeProps {
  festival: Festival;
  slots: readonly PlannedSlot[];
  now: number;
  loading: boolean;
}

const shownAtFirst = 8;

/** The slots that run and those that come, in the festival's time zone. */
export function Programme({ festival, slots, now, loading }: ProgrammeProps) {
  const { t, named, either, language } = useText();
  const [all, setAll] = useState(false);
  const coming = slots.filter((slot) => slot.to > now);
  const shown = all ? coming : coming.slice(0, shownAtFirst);
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };
  return (
    <section class="home-section" data-testid="programme">
      <h2>{t.programme}</h2>
      <p class="under">{coming[0] ? day(coming[0].from, language) : t.programmeText}</p>
      {!loading && coming.length === 0 && <p>{t.noSlots}</p>}
      <ol class="slots">
        {shown.map((slot) => {
          const running = slot.from <= now;
          return (
            <li key={slot.id ?? slot.start} class={running ? 'running' : ''} data-stage={slot.stage}>
              <time dateTime={slot.start}>{clockTime(slot.from, language)}</time>
              <span class="dot" aria-hidden="true" />
              <a href={paths.watch(running ? festival.channel : slot.stage)}>
                <strong>{nameOf(slot.stage)}</strong>
                {slot.title && slot.title !== nameOf(slot.stage) && <span>{either(slot.title, slot.titleEn)}</span>}
              </a>
              {running ? <span class="badge live">{t.now}</span> : <time class="until">{t.inTime(countdown(slot.from - now))}</time>}
            </li>
          );
        })}
      </ol>
      {!all && coming.length > shown.length && (
        <button type="button" class="button quiet" onClick={() => setAll(true)}>
          {t.later(coming.length - shown.length)}
        </button>
      )}
    </section>
  );
}
