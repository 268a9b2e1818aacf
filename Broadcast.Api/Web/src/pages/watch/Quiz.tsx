import { useCallback, useEffect, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { useNow } from '../../frame/useNow';
import type { ChannelClock } from '../../room/clock';
import { RoomRefusal } from '../../room/refusal';
import type { Room } from '../../room/room';
import { takes, type Question } from '../../room/state';
import { useText } from '../../text/useText';
import { rememberAnswer, rememberedAnswer, type Answered } from '../../viewer/answers';
import { isEnough } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import { ProofToWin, type ProofWays } from './ProofToWin';
import { QuizOptions } from './QuizOptions';
import { QuizResult } from './QuizResult';

interface QuizProps {
  room: Room | null;
  question: Question;
  clock: ChannelClock;
  guest: Guest | null;
  mayAnswer: boolean;
  /** The room is read only. */
  readOnly: boolean;
  /** How viewers can prove themselves here. */
  ways: ProofWays;
  dismiss: () => void;
}

/** One question, from its opening to its result. */
export function Quiz({ room, question, clock, guest, mayAnswer, readOnly, ways, dismiss }: QuizProps) {
  const { t, named } = useText();
  const viewer = guest?.viewer ?? '';
  const [given, setGiven] = useState(() => rememberedAnswer(question.id));
  const mayWin = isEnough(guest, question.strength);
  // Who has signed in since answers once more, as the person who may win; and at a village site one after the other.
  const other = given !== null && given.viewer !== viewer && mayWin && (given.fun || guest?.proof === 'villager');
  const answered = other && takes(question) ? null : given;
  const [sending, setSending] = useState<number | null>(null);
  const [late, setLate] = useState(false);
  // A question that was paused goes on, and ends later.
  useEffect(() => setLate(false), [question.closesAt]);
  // The time left in this viewer's picture; the server accepts answers a little longer, for pictures that are further behind.
  const now = useNow(200, useCallback(() => clock.now(), [clock]));
  const left = Math.max(0, Math.ceil((question.closesAt - now) / 1000));
  const open = question.phase === 'open' && !late && left > 0;

  const answer = async (option: number) => {
    setSending(option);
    try {
      if (!room) throw new RoomRefusal('room.away', '');
      const { eligible } = await room.answer(question.id, option);
      const answer = { option, viewer, ...(!eligible && { fun: true }) };
      rememberAnswer(question.id, answer);
      setGiven(answer);
    } catch (error) {
      if ((error as { code?: string }).code === 'quiz.closed') setLate(true);
      toastError(error);
    } finally {
      setSending(null);
    }
  };

  const over = question.phase === 'revealed' || question.phase === 'voided';
  return (
    <section class={`card quiz ${question.phase}`} aria-live="polite" data-testid="question" data-question={question.id} data-phase={question.phase}>
      <header>
        <span class="badge quiz-badge">{t.question}</span>
        {open && (
          <span class={left <= 3 ? 'quiz-time short number' : 'quiz-time number'} role="timer" data-testid="countdown">
            {t.secondsLeft(`${left} s`)}
          </span>
        )}
        {over && (
          <button type="button" class="plain" onClick={dismiss} aria-label={t.close}>
            ×
          </button>
        )}
      </header>
      <h2>{question.text}</h2>
      {question.prize && !over && (
        <p class="quiz-prize">
          {t.prize}: <strong>{named(question.prize)}</strong>
          {question.winners > 0 && ` · ${t.winnersDrawn(question.winners)}`}
        </p>
      )}
      {question.phase === 'voided' ? (
        <p data-testid="voided">{t.voided}</p>
      ) : question.result ? (
        <QuizResult question={question} result={question.result} answered={answered} viewer={viewer} />
      ) : (
        <>
          <QuizOptions question={question} usable={open && mayAnswer && answered === null && sending === null} chosen={answered?.option ?? sending} answer={answer} />
          <p class="quiz-note" role="status">
            <Note paused={question.phase === 'paused'} open={open} mayAnswer={mayAnswer} readOnly={readOnly} answered={answered} sending={sending !== null} />
          </p>
          {question.winners > 0 && <ProofToWin least={question.strength} guest={guest} ways={ways} readOnly={readOnly} />}
        </>
      )}
    </section>
  );
}

interface NoteProps {
  paused: boolean;
  open: boolean;
  mayAnswer: boolean;
  readOnly: boolean;
  answered: Answered | null;
  sending: boolean;
}

function Note({ paused, open, mayAnswer, readOnly, answered, sending }: NoteProps) {
  const { t } = useText();
  if (sending) return <>{t.answering}</>;
  if (answered) return <>{open || paused ? (answered.fun ? t.answeredForFun : t.answered) : t.waitingResult}</>;
  if (readOnly) return <>{t.answerOnlyWatching}</>;
  if (!mayAnswer) return <>{t.answerNot}</>;
  if (paused) return <>{t.questionPaused}</>;
  return open ? null : <>{`${t.timeUp} ${t.waitingResult}`}</>;
}
