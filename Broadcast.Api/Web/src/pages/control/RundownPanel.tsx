import { useState } from 'preact/hooks';
import type { Channel } from '../../api/channels';
import type { Festival, Rundown } from '../../api/festivals';
import { DraftLine } from '../../forms/DraftLine';
import { forgetDraft, keptDraft } from '../../forms/drafts';
import { KeptFocus } from '../../frame/KeptFocus';
import { plan, type PlannedSlot } from '../../frame/programme';
import type { Polled } from '../../frame/usePolled';
import { clockSeconds, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { RundownEditor, rundownDraft } from './RundownEditor';
import type { Taken } from './taken';
import { TakenActs } from './TakenActs';
import { TakenLine } from './TakenLine';
import type { Letter } from './useDeskKeys';

interface RundownPanelProps {
  festival: Festival;
  rundown: Polled<Rundown>;
  relay: Channel | null;
  taken: Taken | null;
  now: number;
  token: string;
  /** Whether letters act. */
  keys: boolean;
  act: (letter: Letter) => void;
}

const shownSlots = 30;

/** The rundown, with what is really on air marked, also when it is no slot, and what is planned now. Slots that are over are only counted. */
export function RundownPanel({ festival, rundown, relay, taken, now, token, keys, act }: RundownPanelProps) {
  const { t, named, either, language } = useText();
  const [isOpen, setOpen] = useState(false);
  // What is on air comes first: a draft is not opened by itself.
  const [keptAt, setKeptAt] = useState(() => keptDraft(rundownDraft(festival.id))?.at ?? null);
  const slots = plan(rundown.value?.slots ?? []);
  const coming = slots.filter((slot) => slot.to > now);
  const earlier = slots.length - coming.length;
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };
  /** `on` is on air, `planned` is planned now and not on air because of what is there by hand, `follows` waits for its picture. */
  const standing = (slot: PlannedSlot) => (slot.from > now ? '' : taken?.covered ? 'planned' : relay?.onAir === slot.stage ? 'on' : 'follows');
  const notes: Record<string, string> = { on: t.onAirBig, planned: t.plannedNow, follows: t.follows };
  /** What is on air by hand has no slot of its own now. */
  const apart = taken && (taken.covered || !coming.some((slot) => slot.from <= now)) ? taken : null;

  if (isOpen && rundown.value)
    return (
      <KeptFocus name="rundown-editor">
        <RundownEditor
          festival={festival}
          rundown={rundown.value}
          now={now}
          token={token}
          done={(saved) => {
            if (saved) rundown.set(saved);
            setKeptAt(null);
            setOpen(false);
          }}
        />
      </KeptFocus>
    );
  return (
    <section id="rundown" tabIndex={-1} class="panel rundown" aria-label={t.rundown} data-testid="rundown">
      <header>
        <h2>{t.rundown}</h2>
        {earlier > 0 && <span class="who">{t.earlier(earlier)}</span>}
        <TakenActs taken={taken} keys={keys} act={act} />
        <button type="button" class="button quiet" disabled={!rundown.value} onClick={() => setOpen(true)} data-back-from="rundown-editor" data-testid="edit-rundown">
          {t.edit}
        </button>
      </header>
      <DraftLine
        restored={keptAt}
        discard={() => {
          forgetDraft(rundownDraft(festival.id));
          setKeptAt(null);
        }}
      >
        <button type="button" class="button quiet" onClick={() => setOpen(true)} data-testid="continue-draft">
          {t.forms.continue}
        </button>
      </DraftLine>
      {taken && <TakenLine taken={taken} now={now} nameOf={nameOf} />}
      <ol tabIndex={0} aria-label={t.rundown}>
        {apart && (
          <li key="by-hand" class="on" data-stage={apart.stage ?? ''} data-testid="slot" data-standing="on">
            <time>{clockSeconds(apart.since, language)}</time>
            <strong>{apart.stage === null ? t.theSlate : nameOf(apart.stage)}</strong>
            <span>{t.byHand}</span>
            <em>{t.onAirBig}</em>
            <time class="slot-left">{apart.resumes && `−${countdown(apart.resumes.from - now)}`}</time>
          </li>
        )}
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
