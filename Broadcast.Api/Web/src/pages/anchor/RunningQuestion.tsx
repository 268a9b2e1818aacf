import { useEffect, useRef, useState } from 'preact/hooks';
import type { Stage } from '../../api/festivals';
import { closeQuestion, getQuestion, markAnswer, pauseQuestion, resumeQuestion, reveal, voidQuestion } from '../../api/rooms';
import { Loading } from '../../frame/Notice';
import { useSaidTime } from '../../frame/SaidTime';
import { toastError } from '../../frame/Toasts';
import { useNow } from '../../frame/useNow';
import { usePolled } from '../../frame/usePolled';
import { Confirm } from '../../staff/Confirm';
import { countdown, seconds } from '../../text/format';
import { useText } from '../../text/useText';
import { rememberedMark, rememberMark } from './marks';
import { RunningOptions } from './RunningOptions';

interface RunningQuestionProps {
  stage: Stage;
  id: string;
  token: string;
  serverNow: () => number;
  finish: () => void;
}

/** A question from its opening to its result, with the answers as they come in. */
export function RunningQuestion({ stage, id, token, serverNow, finish }: RunningQuestionProps) {
  const { t, explain, language } = useText();
  const [over, setOver] = useState(false);
  const question = usePolled(`question ${id}`, async () => {
    const now = await getQuestion(stage.id, id, token);
    setOver(now.state === 'revealed' || now.state === 'voided');
    return now;
  }, over ? undefined : 1_000);
  const [busy, setBusy] = useState(false);
  const [revealing, setRevealing] = useState(false);
  const [marked, setMarked] = useState(() => rememberedMark(id));
  const [callingOff, setCallingOff] = useState(false);
  const [calledOff, setCalledOff] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  const now = useNow(250, serverNow);
  const view = question.value;
  // The server accepts answers a little longer, for pictures that are behind.
  const left = view ? view.closesAt - now : 0;
  useSaidTime(view?.state === 'open' ? left : null, (mark) => t.secondsLeft(seconds(mark, language)));
  // The button that called it off is gone with it.
  useEffect(() => {
    if (over && calledOff) next.current?.focus();
  }, [over, calledOff]);
  if (!view && (question.error as { code?: string } | null)?.code === 'quiz.unknown')
    return (
      <>
        <p>{explain(question.error)}</p>
        <button type="button" class="button wide quiet" onClick={finish}>
          {t.another}
        </button>
      </>
    );
  if (!view) return <Loading />;

  const act = (action: (stage: string, id: string, token: string) => Promise<void>) => {
    setBusy(true);
    action(stage.id, id, token)
      .catch(toastError)
      .finally(() => {
        setBusy(false);
        question.reload();
      });
  };
  // The result comes once the winners are in the database, which may be a little after the call; a repeated call does no harm.
  const draw = () => {
    setRevealing(true);
    act(reveal);
  };
  const mark = (option: number) =>
    act((stageId, question, key) => markAnswer(stageId, question, option, key).then(() => {
      rememberMark(question, option);
      setMarked(option);
    }));
  const callOff = (yes: boolean) => {
    setCallingOff(false);
    if (!yes) return;
    setCalledOff(true);
    act(voidQuestion);
  };
  const runs = view.state === 'open' || view.state === 'paused';
  const isMarked = view.marked === true || marked !== null;
  const mayMark = runs || (view.state === 'closed' && !isMarked);
  return (
    <div class="running" data-testid="running-question" data-question={id} data-state={view.state}>
      <h2>{view.state === 'revealed' ? t.result : t.question}</h2>
      <p class="running-text">{view.text}</p>
      <div class="running-numbers">
        {view.state === 'open' && (
          <p class="running-time number" role="timer">
            {left > 0 ? countdown(left) : t.timeUp}
          </p>
        )}
        <p class="running-count number" data-testid="answers" data-count={view.answers}>
          {t.answersIn(view.answers)}
        </p>
      </div>
      {view.state === 'paused' && <p>{t.questionPaused}</p>}
      <RunningOptions view={view} marked={marked} mark={mayMark ? mark : null} busy={busy} />
      {mayMark && (
        <p class="mark-hint" data-testid="mark-hint" data-marked={isMarked}>
          {view.state === 'closed' ? t.markToReveal : !isMarked ? t.markNow : marked === null ? t.markedElsewhere : t.markKept}
        </p>
      )}
      {view.winners && (
        <p class="running-winners">
          {view.winners.length === 0 ? t.noWinners : `${t.winners}: `}
          {view.winners.map((winner) => (
            <strong key={winner.viewer} data-testid="winner" data-viewer={winner.viewer}>
              {winner.name}
            </strong>
          ))}
        </p>
      )}
      {view.state === 'voided' && <p data-testid="voided">{t.voided}</p>}
      <div class="running-actions">
        {view.state === 'paused' && (
          <button type="button" class="button wide" disabled={busy} onClick={() => act(resumeQuestion)} data-testid="resume-question">
            {t.resumeQuestion}
          </button>
        )}
        {runs && (
          <button type="button" class="button wide" disabled={busy} onClick={() => act(closeQuestion)} data-testid="close-question">
            {t.closeQuestion}
          </button>
        )}
        {view.state === 'closed' && isMarked && (
          <button type="button" class="button wide" disabled={busy} onClick={draw} data-testid="reveal">
            {revealing ? t.revealing : t.reveal}
          </button>
        )}
        {view.state === 'open' && left > 0 && (
          <button type="button" class="button quiet" disabled={busy} onClick={() => act(pauseQuestion)} data-testid="pause-question">
            {t.pauseQuestion}
          </button>
        )}
        {mayMark && (
          <button type="button" class="button quiet call-off" onClick={() => setCallingOff(true)} data-testid="call-off">
            {t.callOff}
          </button>
        )}
        {over && (
          <button ref={next} type="button" class="button wide quiet" onClick={finish} data-testid="another-question">
            {t.another}
          </button>
        )}
      </div>
      {callingOff && <Confirm title={t.callOffTitle} text={t.callOffText} no={t.keepRunning} yes={t.callOff} answer={callOff} />}
    </div>
  );
}
