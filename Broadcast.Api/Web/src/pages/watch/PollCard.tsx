import { useCallback, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { useNow } from '../../frame/useNow';
import type { ChannelClock } from '../../room/clock';
import { RoomRefusal } from '../../room/refusal';
import type { Room } from '../../room/room';
import type { Poll } from '../../room/state';
import { useText } from '../../text/useText';
import { rememberAnswer, rememberedAnswer } from '../../viewer/answers';
import { letter } from './QuizOptions';

interface PollCardProps {
  room: Room | null;
  poll: Poll;
  clock: ChannelClock;
  viewer: string;
  mayVote: boolean;
  dismiss: () => void;
}

/** One quick poll: its options while it is open, its result at its end. */
export function PollCard({ room, poll, clock, viewer, mayVote, dismiss }: PollCardProps) {
  const { t } = useText();
  const [voted, setVoted] = useState(() => rememberedAnswer(poll.id)?.option ?? null);
  const [sending, setSending] = useState(false);
  const now = useNow(250, useCallback(() => clock.now(), [clock]));
  const left = Math.max(0, Math.ceil((poll.closesAt - now) / 1000));
  const open = poll.phase === 'open' && left > 0;
  const total = poll.counts?.reduce((sum, count) => sum + count, 0) ?? 0;

  const vote = async (option: number) => {
    setSending(true);
    try {
      if (!room) throw new RoomRefusal('room.away', '');
      await room.vote(poll.id, option);
      rememberAnswer(poll.id, { option, viewer });
      setVoted(option);
    } catch (error) {
      toastError(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <section class="card quiz poll" aria-live="polite" data-testid="poll" data-poll={poll.id} data-phase={poll.phase}>
      <header>
        <span class="badge quiz-badge">{t.poll}</span>
        {open ? (
          <span class="quiz-time number" role="timer">
            {t.secondsLeft(`${left} s`)}
          </span>
        ) : (
          <button type="button" class="plain" onClick={dismiss} aria-label={t.close}>
            ×
          </button>
        )}
      </header>
      <h2>{poll.text}</h2>
      {poll.phase === 'voided' && <p>{t.pollVoided}</p>}
      {poll.counts ? (
        <ol class="quiz-bars">
          {poll.options.map((option, index) => (
            <li key={index} data-testid={`votes-${index}`} data-count={poll.counts?.[index] ?? 0}>
              <span class="bar" style={{ width: `${total === 0 ? 0 : ((poll.counts?.[index] ?? 0) / total) * 100}%` }} aria-hidden="true" />
              <span class="letter">{letter(index)}</span>
              <span class="text">{option}</span>
              <span class="number">{t.votes(poll.counts?.[index] ?? 0)}</span>
            </li>
          ))}
        </ol>
      ) : (
        poll.phase === 'open' && (
          <ol class="quiz-options">
            {poll.options.map((option, index) => (
              <li key={index}>
                <button type="button" disabled={!open || !mayVote || voted !== null || sending} aria-pressed={voted === index} onClick={() => vote(index)} data-testid={`vote-${index}`}>
                  <span class="letter">{letter(index)}</span> {option}
                </button>
              </li>
            ))}
          </ol>
        )
      )}
      {poll.phase === 'open' && <p class="quiz-note" role="status">{voted !== null ? t.voted : !mayVote ? t.answerNot : open ? '' : t.timeUp}</p>}
    </section>
  );
}
