import { useState } from 'preact/hooks';
import type { Stage } from '../../api/festivals';
import { closeQuestion, getQuestion, pauseQuestion, resumeQuestion, reveal } from '../../api/rooms';
import { Loading } from '../../frame/Notice';
import { toastError } from '../../frame/Toasts';
import { useNow } from '../../frame/useNow';
import { usePolled } from '../../frame/usePolled';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';

interface RunningQuestionProps {
  stage: Stage;
  id: string;
  token: string;
  serverNow: () => number;
  finish: () => void;
}

/** A question from its opening to its result, with the answers as they come in. */
export function RunningQuestion({ stage, id, token, serverNow, finish }: RunningQuestionProps) {
  const { t, explain } = useText();
  const [over, setOver] = useState(false);
  const question = usePolled(`question ${id}`, async () => {
    const now = await getQuestion(stage.id, id, token);
    setOver(now.state === 'revealed' || now.state === 'voided');
    return now;
  }, over ? undefined : 1_000);
  const [busy, setBusy] = useState(false);
  const [revealing, setRevealing] = useState(false);
  const now = useNow(250, serverNow);
  const view = question.value;
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
  // The server accepts answers a little longer, for pictures that are behind.
  const left = view.closesAt - now;
  const most = Math.max(1, ...(view.counts ?? []));
  return (
    <div class="running" data-testid="running-question" data-question={id} data-state={view.state}>
      <h2>{view.state === 'revealed' ? t.result : t.question}</h2>
      <p class="running-text">{view.text}</p>
      {view.state === 'open' && (
        <p class="running-time number" role="timer">
          {left > 0 ? countdown(left) : t.timeUp}
        </p>
      )}
      {view.state === 'paused' && <p>{t.questionPaused}</p>}
      <p class="running-count number" data-testid="answers" data-count={view.answers}>
        {t.answersIn(view.answers)}
      </p>
      <ol class="running-options" data-testid={view.state === 'revealed' ? 'result' : undefined}>
        {view.options.map((text, index) => (
          <li key={index} class={index === view.answer ? 'right' : ''} data-testid={`count-${index}`} data-count={view.counts?.[index] ?? ''}>
            {view.counts && <span class="bar" style={{ width: `${((view.counts[index] ?? 0) / most) * 100}%` }} aria-hidden="true" />}
            <span>{text}</span>
            {view.counts && <span class="number">{view.counts[index] ?? 0}</span>}
          </li>
        ))}
      </ol>
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
        {view.state === 'open' && left > 0 && (
          <button type="button" class="button wide quiet" disabled={busy} onClick={() => act(pauseQuestion)} data-testid="pause-question">
            {t.pauseQuestion}
          </button>
        )}
        {view.state === 'paused' && (
          <button type="button" class="button wide" disabled={busy} onClick={() => act(resumeQuestion)} data-testid="resume-question">
            {t.resumeQuestion}
          </button>
        )}
        {(view.state === 'open' || view.state === 'paused') && (
          <button type="button" class="button wide" disabled={busy} onClick={() => act(closeQuestion)} data-testid="close-question">
            {t.closeQuestion}
          </button>
        )}
        {view.state === 'closed' && (
          <button type="button" class="button wide" disabled={busy} onClick={draw} data-testid="reveal">
            {revealing ? t.revealing : t.reveal}
          </button>
        )}
        {over && (
          <button type="button" class="button wide quiet" onClick={finish} data-testid="another-question">
            {t.another}
          </button>
        )}
      </div>
    </div>
  );
}
