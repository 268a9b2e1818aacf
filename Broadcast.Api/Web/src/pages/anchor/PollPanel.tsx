import { useState } from 'preact/hooks';
import { toastError, toastGood } from '../../frame/Toasts';
import type { StaffRoom } from '../../staff/useStaffRoom';
import { clockTime } from '../../text/format';
import { useText } from '../../text/useText';
import { maySchedule } from './draft';
import { WhenField } from './WhenField';

interface PollPanelProps {
  stage: string;
  own: StaffRoom;
  serverNow: () => number;
}

const seconds = 30;

/** A quick poll: what to ask, and the running one. Each option is a line of the second field. */
export function PollPanel({ stage, own, serverNow }: PollPanelProps) {
  const { t, language } = useText();
  const [text, setText] = useState('');
  const [lines, setLines] = useState('');
  const [opensAt, setOpensAt] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const poll = own.state.polls.find(({ phase }) => phase === 'open') ?? own.state.polls[0];
  const options = lines.split('\n').map((line) => line.trim()).filter((line) => line !== '');

  const act = (action: Promise<unknown> | undefined) => {
    if (!action) return;
    setBusy(true);
    action.catch(toastError).finally(() => setBusy(false));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    act(own.room?.openPoll(stage, { text: text.trim(), options, seconds, opensAt }).then(() => {
      if (opensAt !== null) toastGood(t.scheduledFor(clockTime(opensAt, language)));
      setText('');
      setLines('');
      setOpensAt(null);
    }));
  };
  return (
    <details class="poll-panel" open={poll?.phase === 'open' || undefined}>
      <summary>{t.poll}</summary>
      {poll && (
        <div data-testid="running-poll" data-phase={poll.phase}>
          <p class="running-text">{poll.text}</p>
          {poll.counts && <p>{poll.options.map((option, index) => `${option}: ${poll.counts?.[index] ?? 0}`).join(' · ')}</p>}
          {poll.phase === 'voided' && <p>{t.pollVoided}</p>}
          {poll.phase === 'open' && (
            <button type="button" class="button wide" disabled={busy} onClick={() => act(own.room?.closePoll(poll.id))} data-testid="close-poll">
              {t.closePoll}
            </button>
          )}
        </div>
      )}
      {poll?.phase !== 'open' && (
        <form class="question-form" onSubmit={submit}>
          <input class="field" maxLength={200} value={text} placeholder={t.pollText} aria-label={t.pollText} onInput={(event) => setText(event.currentTarget.value)} data-testid="poll-text" />
          <textarea class="field" rows={3} value={lines} placeholder={t.pollOptions} aria-label={t.pollOptions} onInput={(event) => setLines(event.currentTarget.value)} data-testid="poll-options" />
          <WhenField opensAt={opensAt} change={setOpensAt} serverNow={serverNow} name="poll" />
          <button
            type="submit"
            class="button wide"
            disabled={busy || text.trim() === '' || options.length < 2 || options.length > 6 || !maySchedule(opensAt, serverNow())}
            data-testid="open-poll"
          >
            {opensAt === null ? t.openPoll(seconds) : t.scheduleAt(clockTime(opensAt, language))}
          </button>
        </form>
      )}
    </details>
  );
}
