import { useCallback, useState } from 'preact/hooks';
import { castBallot, getVote } from '../../api/votes';
import { toastError } from '../../frame/Toasts';
import { TimeLeft } from '../../frame/TimeLeft';
import { useNow } from '../../frame/useNow';
import { usePolled } from '../../frame/usePolled';
import type { ChannelClock } from '../../room/clock';
import type { Vote } from '../../room/state';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { isPerson, stepToWin } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import { letter } from './QuizOptions';
import { voteTakes } from './shownVote';
import { UseLogin } from './UseLogin';

interface VoteCardProps {
  vote: Vote;
  clock: ChannelClock;
  guest: Guest | null;
  /** Opens the sign-in; null when nobody can sign in here. */
  signIn: (() => void) | null;
  /** Viewers may use a login. */
  login: boolean;
  dismiss: () => void;
}

/** How often a person's page reads live counts again, ms: a whole audience asks. */
const every = 30_000;

/** One binding vote: its options while it is open, its counts when they are shown. Only persons vote, and the database keeps their ballots. */
export function VoteCard({ vote, clock, guest, signIn, login, dismiss }: VoteCardProps) {
  const { t, named } = useText();
  const [sending, setSending] = useState(false);
  const now = useNow(500, useCallback(() => clock.now(), [clock]));
  const takes = voteTakes(vote);
  const step = stepToWin(guest, vote.strength);
  const enough = step === null;
  const ticket = guest?.ticket ?? null;
  // Guests have no ballot to read; they see the counts at the end.
  const view = usePolled(isPerson(guest) ? `vote ${vote.id} ${guest.viewer}` : null, () => getVote(vote.id, ticket), takes && vote.results === 'live' ? every : undefined);
  const chosen = view.value?.yours?.option ?? null;
  const open = vote.phase === 'open' && now < vote.closesAt;
  const counts = vote.counts ?? (takes ? view.value?.counts : null) ?? null;
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  const usable = open && enough && chosen === null && !sending;

  const cast = async (option: number) => {
    setSending(true);
    try {
      await castBallot(vote.id, option, ticket ?? '');
    } catch (error) {
      toastError(error);
    } finally {
      setSending(false);
      view.reload();
    }
  };

  return (
    <section class="card quiz poll ballot" aria-labelledby="vote-text" data-testid="ballot" data-vote={vote.id} data-phase={vote.phase}>
      <div class="quiz-head">
        <header>
          <span class="badge quiz-badge">{t.vote}</span>
          {open && <TimeLeft left={Math.ceil((vote.closesAt - now) / 1000)} text={countdown(vote.closesAt - now)} />}
          <button type="button" class="plain" onClick={dismiss} aria-label={t.close}>
            ×
          </button>
        </header>
        <h2 id="vote-text">{vote.title}</h2>
      </div>
      <div class="quiz-body" tabIndex={0} role="group" aria-labelledby="vote-text">
        {takes && chosen === null && (
          <ol class="quiz-options">
            {vote.options.map((option, index) => (
              <li key={index}>
                <button type="button" disabled={!usable} onClick={() => cast(index)} data-testid={`ballot-${index}`}>
                  <span class="letter">{letter(index)}</span> {named(option)}
                </button>
              </li>
            ))}
          </ol>
        )}
        {counts && (
          <ol class="quiz-bars">
            {vote.options.map((option, index) => (
              <li key={index} class={chosen === index ? 'right' : ''} data-testid={`ballots-${index}`} data-count={counts[index] ?? 0}>
                <span class="bar" style={{ width: `${total === 0 ? 0 : ((counts[index] ?? 0) / total) * 100}%` }} aria-hidden="true" />
                <span class="letter">{letter(index)}</span>
                <span class="text">{named(option)}</span>
                <span class="number">{t.ballots(counts[index] ?? 0)}</span>
              </li>
            ))}
          </ol>
        )}
        <p class="quiz-note" role="status" data-testid="ballot-note">
          <Note phase={vote.phase} open={open} chosen={chosen === null ? null : named(vote.options[chosen] ?? { name: letter(chosen) })} />
        </p>
        {takes && chosen === null && step !== null && (
          <p class="quiz-note win">
            {step === 'login' ? t.loginToVote : step === 'telephone' ? t.proveToVote : t.signInToVote}
            {login && step === 'login' && <UseLogin viewer={guest} look="plain" testId="vote-login" />}
            {signIn && step !== 'login' && (
              <button type="button" class="plain" onClick={signIn} data-testid="vote-sign-in">
                {step === 'telephone' ? t.linkTelephone : t.signIn}
              </button>
            )}
          </p>
        )}
      </div>
    </section>
  );
}

interface NoteProps {
  phase: Vote['phase'];
  open: boolean;
  /** The name of the option that the viewer has voted for. */
  chosen: string | null;
}

function Note({ phase, open, chosen }: NoteProps) {
  const { t } = useText();
  if (phase === 'voided') return <>{t.voteVoided}</>;
  if (phase === 'settled') return <>{t.voteSettled}</>;
  if (phase === 'closed') return <>{`${t.voteClosed} ${t.waitingResult}`}</>;
  if (chosen !== null) return <>{t.votedFor(chosen)}</>;
  if (phase === 'paused') return <>{t.votePaused}</>;
  return open ? null : <>{`${t.voteClosed} ${t.waitingResult}`}</>;
}
