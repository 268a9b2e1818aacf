import { useCallback, useState } from 'preact/hooks';
import { useNow } from '../../frame/useNow';
import type { ChannelClock } from '../../room/clock';
import type { Scheduled } from '../../room/scheduled';
import { clockSeconds, clockTime, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { isEnough, isPerson } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import { hasPrize, upcoming, winsSomething } from '../upcoming';

interface UpcomingProps {
  scheduled: readonly Scheduled[];
  clock: ChannelClock;
  guest: Guest | null;
  /** Opens the sign-in; null when nobody can sign in here, or it is open. */
  signIn: (() => void) | null;
}

/** How many are shown, those that open first. */
const most = 3;

/** What opens soon, with a countdown that follows the viewer's own picture; what can be won is a reason to sign in now, before the rush. */
export function Upcoming({ scheduled, clock, guest, signIn }: UpcomingProps) {
  const { t } = useText();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const now = useNow(250, useCallback(() => clock.now(), [clock]));
  const all = upcoming(scheduled, dismissed, now);
  if (all.length === 0) return null;

  const prizes = all.filter((one) => one.phase === 'scheduled' && winsSomething(one));
  const weak = prizes.some((one) => one.kind === 'question' && !isEnough(guest, one.strength));
  return (
    <section class="card upcoming" aria-label={t.comingUp} data-testid="upcoming">
      <ul>
        {all.slice(0, most).map((one) => (
          <UpcomingLine key={one.id} one={one} now={now} dismiss={() => setDismissed((before) => new Set([...before, one.id]))} />
        ))}
      </ul>
      {all.length > most && <p class="upcoming-more">{t.later(all.length - most)}</p>}
      {prizes.length > 0 && (weak ? signIn !== null : true) && (
        <p class="upcoming-sign-in" data-testid={weak ? 'sign-in-ahead' : 'ready-to-win'}>
          <span>{!weak ? t.comingReady : isPerson(guest) ? t.comingProve : t.comingSignIn}</span>
          {weak && (
            <button type="button" class="button" onClick={signIn ?? undefined} data-testid="ahead-sign-in">
              {isPerson(guest) ? t.linkTelephone : t.signIn}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function UpcomingLine({ one, now, dismiss }: { one: Scheduled; now: number; dismiss: () => void }) {
  const { t, named, language } = useText();
  const time = (one.opensAt % 60_000 === 0 ? clockTime : clockSeconds)(one.opensAt, language);
  const what = one.kind === 'poll' ? t.comingPoll(time) : t.comingQuestion(time, hasPrize(one));
  const left = one.opensAt - now;
  if (one.phase !== 'scheduled')
    return (
      <li class="ended" role="status" data-testid="upcoming-ended" data-id={one.id} data-phase={one.phase}>
        <span>{one.phase === 'voided' ? t.comingVoided(what) : t.comingCancelled(what)}</span>
        <button type="button" class="plain" onClick={dismiss} aria-label={t.close}>
          ×
        </button>
      </li>
    );
  return (
    <li data-testid="upcoming-one" data-id={one.id}>
      <span class="upcoming-what">
        <strong>{what}</strong>
        {one.kind === 'question' && one.prize && (
          <span>
            {t.prize}: {named(one.prize)}
            {one.winners > 0 && ` · ${t.comingWinners(one.winners)}`}
          </span>
        )}
      </span>
      <span class="upcoming-left number" role="timer" data-testid="upcoming-left">
        {left > 0 ? countdown(left) : t.comingNow}
      </span>
    </li>
  );
}
