import { useState } from 'preact/hooks';
import type { Festival, Rundown } from '../../api/festivals';
import { plan } from '../../frame/programme';
import type { Polled } from '../../frame/usePolled';
import { clockSeconds, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { draftOf, type RundownDraft } from './rundownDraft';
import { RundownEditor } from './RundownEditor';

interface RundownPanelProps {
  festival: Festival;
  rundown: Polled<Rundown>;
  now: number;
  token: string;
}

const shownSlots = 30;

/** The rundown. Slots that are over are only counted. */
export function RundownPanel({ festival, rundown, now, token }: RundownPanelProps) {
  const { t, named, language } = useText();
  const [draft, setDraft] = useState<RundownDraft | null>(null);
  const slots = plan(rundown.value?.slots ?? []);
  const coming = slots.filter((slot) => slot.to > now);
  const earlier = slots.length - coming.length;
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };

  if (draft)
    return (
      <RundownEditor
        festival={festival}
        draft={draft}
        change={setDraft}
        now={now}
        token={token}
        done={(saved) => {
          if (saved) rundown.set(saved);
          setDraft(null);
        }}
      />
    );
  return (
    <section class="panel rundown" aria-label={t.rundown} data-testid="rundown">
      <header>
        <h2>{t.rundown}</h2>
        {earlier > 0 && <span class="who">{t.earlier(earlier)}</span>}
        <button type="button" class="button quiet" disabled={!rundown.value} onClick={() => rundown.value && setDraft(draftOf(rundown.value))} data-testid="edit-rundown">
          {t.edit}
        </button>
      </header>
      <ol>
        {coming.slice(0, shownSlots).map((slot) => (
          <li key={slot.id ?? slot.start} class={slot.from <= now ? 'running' : ''} data-stage={slot.stage}>
            <time>{clockSeconds(slot.from, language)}</time>
            <strong>{nameOf(slot.stage)}</strong>
            <span>{slot.title}</span>
            <time>{slot.from <= now ? `−${countdown(slot.to - now)}` : countdown(slot.duration * 1000)}</time>
          </li>
        ))}
      </ol>
      {coming.length === 0 && <p class="who">{t.noSlots}</p>}
    </section>
  );
}
