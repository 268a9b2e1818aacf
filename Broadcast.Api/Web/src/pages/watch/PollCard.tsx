import { useCallback, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { TimeLeft } from '../../frame/TimeLeft';
import { useNow } from '../../frame/useNow';
import type { ChannelClock } from '../../room/clock';
import { RoomRefusal } from '../../room/refusal';
import type { Room } from '../../room/room';
import type { Poll } from '../../room/state';
import { useText } from '../../text/useText';
import { rememberAnswer, rememberedAnswer } from '../../viewer/answers';
import { letter } from './QuizOptions';
import { useEntry } from './useEntry';

interface PollCardProps {
  room: Room | null;
  poll: Poll;
  clock: ChannelClock;
  viewer: string;
  mayVote: boolean;
  /** Whether the room is connected. */
  live: boolean;
  dismiss: () => void;
  /** The result is being read: it stays until it is put away. */
  keep: () => void;
}

/** One quick poll: its options while it is open, its result at its end. */
export function PollCard({ room, poll, clock, viewer, mayVote, live, dismiss, keep }: PollCardProps) {
  const { t } = useText();
  const [voted, setVoted] = useState(() => rememberedAnswer(poll.id)?.option ?? null);
  const now = useNow(250, useCallback(() => clock.now(), [clock]));
  const left = Math.max(0, Math.ceil((poll.closesAt - now) / 1000));
  const open = poll.phase === 'open' && left > 0;
  const total = poll.counts?.reduce((sum, count) => sum + count, 0) ?? 0;

  const take = (option: number) => {
    rememberAnswer(poll.id, { option, viewer });
    setVoted(option);
  };
  const { sending, cut, send } = useEntry(
    live,
    async (option, repeated) => {
      try {
        if (!room) throw new RoomRefusal('room.away', '');
        await room.vote(poll.id, option);
        take(option);
      } catch (error) {
        // It had come, and only the answer to it was lost.
        if (repeated && RoomRefusal.from(error).code === 'poll.voted') take(option);
        else throw error;
      }
    },
    toastError,
  );

  const mine = voted ?? sending;
  const usable = open && mayVote && mine === null;
  return (
    <section class={`card quiz poll${voted !== null ? ' settled' : ''}`} aria-labelledby="poll-text" onPointerDown={open ? undefined : keep} onFocusIn={open ? undefined : keep} data-testid="poll" data-poll={poll.id} data-phase={poll.phase}>
      <div class="quiz-head">
        <header>
          <span class="badge quiz-badge">{t.poll}</span>
          {open ? (
            <TimeLeft left={left} />
          ) : (
            <button type="button" class="plain" onClick={dismiss} aria-label={t.close}>
              ×
            </button>
          )}
        </header>
        <h2 id="poll-text">{poll.text}</h2>
      </div>
      <div class="quiz-body" tabIndex={0} role="group" aria-labelledby="poll-text">
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
                <li key={index} class={voted === index ? 'chosen' : ''}>
                  {/* The chosen one stays one that can have the focus, as a question's. */}
                  <button type="button" disabled={!usable && mine !== index} aria-disabled={!usable} aria-pressed={mine === index} onClick={() => usable && send(index)} data-testid={`vote-${index}`}>
                    <span class="letter">{letter(index)}</span> {option}
                  </button>
                </li>
              ))}
            </ol>
          )
        )}
        {poll.phase === 'open' && <p class="quiz-note" role="status">{cut ? t.answerCut : voted !== null ? t.voted : !mayVote ? t.answerNot : open ? '' : t.timeUp}</p>}
      </div>
    </section>
  );
}
