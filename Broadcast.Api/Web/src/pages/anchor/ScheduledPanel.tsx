import { useState } from 'preact/hooks';
import { cancelScheduled, getPoll, getQuestion, openScheduled, type ScheduledKind } from '../../api/rooms';
import { toastError } from '../../frame/Toasts';
import { useNow } from '../../frame/useNow';
import { usePolled } from '../../frame/usePolled';
import type { Scheduled } from '../../room/scheduled';
import { clockSeconds, clockTime, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { hasPrize, upcoming } from '../upcoming';

interface ScheduledPanelProps {
  stage: string;
  scheduled: readonly Scheduled[];
  token: string;
  serverNow: () => number;
}

/** What is scheduled on the stage, the next one first: what it asks, when it opens, and what can be done with it before. */
export function ScheduledPanel({ stage, scheduled, token, serverNow }: ScheduledPanelProps) {
  const { t } = useText();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const now = useNow(250, serverNow);
  const all = upcoming(scheduled, dismissed, now);
  return (
    <section class={all.length > 0 ? 'scheduled some' : 'scheduled'} aria-label={t.scheduled} data-testid="scheduled">
      <h2>{t.scheduled}</h2>
      {all.length === 0 ? (
        <p class="scheduled-note" data-testid="scheduled-empty">
          {t.scheduledEmpty}
        </p>
      ) : (
        <ul>
          {all.map((one) => (
            <ScheduledLine
              key={one.id}
              one={one}
              stage={stage}
              token={token}
              now={now}
              dismiss={() => setDismissed((before) => new Set([...before, one.id]))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ScheduledLineProps {
  one: Scheduled;
  stage: string;
  token: string;
  now: number;
  dismiss: () => void;
}

function ScheduledLine({ one, stage, token, now, dismiss }: ScheduledLineProps) {
  const { t, named, language } = useText();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  // The room is not told what it asks; who may act for the stage can read it.
  const asked = usePolled<{ text: string }>(`scheduled ${one.id}`, () => (one.kind === 'question' ? getQuestion : getPoll)(stage, one.id, token));
  const time = (one.opensAt % 60_000 === 0 ? clockTime : clockSeconds)(one.opensAt, language);
  const left = one.opensAt - now;
  const what = one.kind === 'poll' ? t.comingPoll(time) : t.comingQuestion(time, hasPrize(one));

  const act = (action: (stage: string, kind: ScheduledKind, id: string, token: string) => Promise<void>) => {
    setBusy(true);
    action(stage, one.kind === 'question' ? 'questions' : 'polls', one.id, token)
      .catch(toastError)
      .finally(() => {
        setBusy(false);
        setAsking(false);
      });
  };

  if (one.phase !== 'scheduled')
    return (
      <li class="ended" role="status" data-testid="scheduled-ended" data-id={one.id} data-phase={one.phase}>
        <span>{one.phase === 'voided' ? t.comingVoided(what) : t.comingCancelled(what)}</span>
        <button type="button" class="plain" onClick={dismiss} aria-label={t.close}>
          ×
        </button>
      </li>
    );
  return (
    <li data-testid="scheduled-one" data-id={one.id}>
      <p class="scheduled-head">
        <strong>{what}</strong>
        <span class="number" role="timer" data-testid="scheduled-left">
          {left > 0 ? t.opensIn(countdown(left)) : t.comingNow}
        </span>
      </p>
      <p data-testid="scheduled-text">{asked.value?.text}</p>
      {one.kind === 'question' && one.prize && (
        <p class="scheduled-note">
          {t.prize}: {named(one.prize)}
          {one.winners > 0 && ` · ${t.comingWinners(one.winners)}`}
        </p>
      )}
      {left < -2_000 && <p class="scheduled-note">{t.scheduledWaits}</p>}
      {asking && <p role="alert">{t.cancelReally}</p>}
      <div class="scheduled-acts">
        {asking ? (
          <>
            <button type="button" class="button quiet" disabled={busy} onClick={() => setAsking(false)}>
              {t.keepIt}
            </button>
            <button type="button" class="button" disabled={busy} onClick={() => act(cancelScheduled)} data-testid="cancel-really">
              {t.cancelIt}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="button quiet" disabled={busy} onClick={() => act(openScheduled)} data-testid="open-now">
              {t.openNow}
            </button>
            <button type="button" class="button quiet" disabled={busy} onClick={() => setAsking(true)} data-testid="cancel-scheduled">
              {t.cancelIt}
            </button>
          </>
        )}
      </div>
    </li>
  );
}
