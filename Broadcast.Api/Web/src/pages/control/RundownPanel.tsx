import { useState } from 'preact/hooks';
import type { Channel } from '../../api/channels';
import type { Festival, Rundown } from '../../api/festivals';
import { plan, type PlannedSlot } from '../../frame/programme';
import type { Polled } from '../../frame/usePolled';
import type { RoomState } from '../../room/state';
import { clockSeconds, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { draftOf, type RundownDraft } from './rundownDraft';
import { RundownEditor } from './RundownEditor';
import { takenOf } from './taken';
import { TakenLine } from './TakenLine';

interface RundownPanelProps {
  festival: Festival;
  rundown: Polled<Rundown>;
  relay: Channel | null;
  /** The cut that put the stage on air, as the room was told. */
  cut: RoomState['onAir'];
  now: number;
  token: string;
  take: (stage: string) => void;
}

const shownSlots = 30;

/** The rundown, with what is really on air marked. Slots that are over are only counted. */
export function RundownPanel({ festival, rundown, relay, cut, now, token, take }: RundownPanelProps) {
  const { t, named, either, language } = useText();
  const [draft, setDraft] = useState<RundownDraft | null>(null);
  const slots = plan(rundown.value?.slots ?? []);
  const coming = slots.filter((slot) => slot.to > now);
  const earlier = slots.length - coming.length;
  const taken = rundown.value ? takenOf(slots, relay, now) : null;
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };
  /** `on` is on air, `covered` would be without a take, `follows` waits for its picture. */
  const standing = (slot: PlannedSlot) => (slot.from > now ? '' : taken ? 'covered' : relay?.onAir === slot.stage ? 'on' : 'follows');
  const notes: Record<string, string> = { on: t.onAirBig, covered: t.covered, follows: t.follows };

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
    <section id="rundown" tabIndex={-1} class="panel rundown" aria-label={t.rundown} data-testid="rundown">
      <header>
        <h2>{t.rundown}</h2>
        {earlier > 0 && <span class="who">{t.earlier(earlier)}</span>}
        <button type="button" class="button quiet" disabled={!rundown.value} onClick={() => rundown.value && setDraft(draftOf(rundown.value))} data-testid="edit-rundown">
          {t.edit}
        </button>
      </header>
      {taken && <TakenLine taken={taken} cut={cut} now={now} nameOf={nameOf} take={take} />}
      <ol tabIndex={0} aria-label={t.rundown}>
        {coming.slice(0, shownSlots).map((slot) => (
          <li key={slot.id ?? slot.start} class={standing(slot)} data-stage={slot.stage} data-testid="slot" data-standing={standing(slot)}>
            <time>{clockSeconds(slot.from, language)}</time>
            <strong>{nameOf(slot.stage)}</strong>
            <span>{either(slot.title, slot.titleEn)}</span>
            {standing(slot) && <em>{notes[standing(slot)]}</em>}
            <time class="slot-left">{slot.from <= now ? `−${countdown(slot.to - now)}` : countdown(slot.duration * 1000)}</time>
          </li>
        ))}
      </ol>
      {coming.length === 0 && <p class="who">{t.noSlots}</p>}
    </section>
  );
}
