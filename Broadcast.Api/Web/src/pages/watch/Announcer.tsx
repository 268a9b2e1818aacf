import type { Poll, Question } from '../../room/state';
import { useText } from '../../text/useText';

/** Says to screen readers what appears beside the picture: a region that is there before its words, since a new one is not read. */
export function Announcer({ question, poll }: { question: Question | null; poll: Poll | null }) {
  const { t } = useText();
  const asked = question?.phase === 'open' ? `${t.question}: ${question.text}` : question?.result ? `${t.result}: ${question.options[question.result.answer] ?? ''}` : '';
  return (
    <p class="visually-hidden" role="status" data-testid="announcer">
      {asked || (poll?.phase === 'open' ? `${t.poll}: ${poll.text}` : '')}
    </p>
  );
}
