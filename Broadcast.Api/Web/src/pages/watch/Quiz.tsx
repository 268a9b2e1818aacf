import { useCallback, useEffect, useState } from 'preact/hooks';
import { toastError } from '../../frame/Toasts';
import { TimeLeft } from '../../frame/TimeLeft';
import { useNow } from '../../frame/useNow';
import { FoldIcon } from '../../picture/icons';
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
import { useEntry } from './useEntry';

interface QuizProps {
  room: Room | null;
  question: Question;
  clock: ChannelClock;
  guest: Guest | null;
  mayAnswer: boolean;
  /** Whether the room is connected. */
  live: boolean;
  /** The room is read only. */
  readOnly: boolean;
  /** How viewers can prove themselves here. */
  ways: ProofWays;
  dismiss: () => void;
  /** The result is being read: it stays until it is put away. */
  keep: () => void;
}

/** One question, from its opening to its result. */
export function Quiz({ room, question, clock, guest, mayAnswer, live, readOnly, ways, dismiss, keep }: QuizProps) {
  const { t, named } = useText();
  const viewer = guest?.viewer ?? '';
  const [given, setGiven] = useState(() => rememberedAnswer(question.id));
  const mayWin = isEnough(guest, question.strength);
  // Who has signed in since answers once more, as the person who may win; and at a village site one after the other.
  const other = given !== null && given.viewer !== viewer && mayWin && (given.fun || guest?.proof === 'villager');
  const answered = other && takes(question) ? null : given;
  const [late, setLate] = useState(false);
  const [folded, setFolded] = useState(false);
  // A question that was paused goes on, and ends later.
  useEffect(() => setLate(false), [question.closesAt]);
  // The time left in this viewer's picture; the server accepts answers a little longer, for pictures that are further behind.
  const now = useNow(200, useCallback(() => clock.now(), [clock]));
  const left = Math.max(0, Math.ceil((question.closesAt - now) / 1000));
  const open = question.phase === 'open' && !late && left > 0;

  const take = (option: number, fun: boolean) => {
    const answer = { option, viewer, ...(fun && { fun }) };
    rememberAnswer(question.id, answer);
    setGiven(answer);
  };
  const { sending, cut, send } = useEntry(
    live,
    async (option, repeated) => {
      try {
        if (!room) throw new RoomRefusal('room.away', '');
        const { eligible } = await room.answer(question.id, option);
        take(option, !eligible);
      } catch (error) {
        // It had come, and only the answer to it was lost.
        if (repeated && RoomRefusal.from(error).code === 'quiz.answered') take(option, !mayWin);
        else throw error;
      }
    },
    (error) => {
      if (RoomRefusal.from(error).code === 'quiz.closed') setLate(true);
      toastError(error);
    },
  );

  const over = question.phase === 'revealed' || question.phase === 'voided';
  const settled = over || answered !== null;
  return (
    <section
      class={`card quiz ${question.phase}${settled ? ' settled' : ''}${folded ? ' folded' : ''}`}
      aria-labelledby="quiz-text"
      onPointerDown={over ? keep : undefined}
      onFocusIn={over ? keep : undefined}
      data-testid="question"
      data-question={question.id}
      data-phase={question.phase}
    >
      <div class="quiz-head">
        <header>
          <span class="badge quiz-badge">{t.question}</span>
          {open && <TimeLeft left={left} short={left <= 3} />}
          {over ? (
            <button type="button" class="plain" onClick={dismiss} aria-label={t.close} data-testid="quiz-close">
              ×
            </button>
          ) : (
            <button type="button" class="plain quiz-fold" onClick={() => setFolded(!folded)} aria-expanded={!folded} aria-label={folded ? t.quizUnfold : t.quizFold} data-testid="quiz-fold">
              <FoldIcon />
            </button>
          )}
        </header>
        <h2 id="quiz-text">{question.text}</h2>
      </div>
      {/* It scrolls on a small phone, also while no option can be chosen. */}
      <div class="quiz-body" tabIndex={0} role="group" aria-labelledby="quiz-text" hidden={folded && !over}>
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
            <QuizOptions question={question} usable={open && mayAnswer && answered === null && sending === null} chosen={answered?.option ?? sending} answer={send} />
            <p class="quiz-note" role="status">
              <Note paused={question.phase === 'paused'} open={open} mayAnswer={mayAnswer} readOnly={readOnly} answered={answered} sending={sending !== null} cut={cut} />
            </p>
            {question.winners > 0 && <ProofToWin least={question.strength} guest={guest} ways={ways} readOnly={readOnly} />}
          </>
        )}
      </div>
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
  /** The connection was lost before the answer was taken. */
  cut: boolean;
}

function Note({ paused, open, mayAnswer, readOnly, answered, sending, cut }: NoteProps) {
  const { t } = useText();
  if (cut) return <>{t.answerCut}</>;
  if (sending) return <>{t.answering}</>;
  if (answered) return <>{open || paused ? (answered.fun ? t.answeredForFun : t.answered) : t.waitingResult}</>;
  if (readOnly) return <>{t.answerOnlyWatching}</>;
  if (!mayAnswer) return <>{t.answerNot}</>;
  if (paused) return <>{t.questionPaused}</>;
  return open ? null : <>{`${t.timeUp} ${t.waitingResult}`}</>;
}
