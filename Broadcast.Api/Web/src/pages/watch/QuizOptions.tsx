import { useCallback } from 'preact/hooks';
import { useNow } from '../../frame/useNow';
import type { ChannelClock } from '../../room/clock';
import type { Question } from '../../room/state';

interface QuizOptionsProps {
  question: Question;
  clock: ChannelClock;
  open: boolean;
  locked: boolean;
  chosen: number | null;
  answer: (option: number) => void;
}

/** The options as buttons, until the window ends in the viewer's picture. */
export function QuizOptions({ question, clock, open, locked, chosen, answer }: QuizOptionsProps) {
  const now = useNow(250, useCallback(() => clock.now(), [clock]));
  const usable = open && !locked && now < question.closesAt;
  return (
    <ol class="quiz-options">
      {question.options.map((option, index) => (
        <li key={index}>
          <button
            type="button"
            disabled={!usable}
            aria-pressed={chosen === index}
            onClick={() => answer(index)}
            data-testid={`option-${index}`}
          >
            <span class="letter">{letter(index)}</span> {option}
          </button>
        </li>
      ))}
    </ol>
  );
}

export const letter = (index: number): string => String.fromCharCode(65 + index);
