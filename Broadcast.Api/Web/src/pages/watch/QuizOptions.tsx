import type { Question } from '../../room/state';

interface QuizOptionsProps {
  question: Question;
  usable: boolean;
  chosen: number | null;
  answer: (option: number) => void;
}

/** The options as buttons. */
export function QuizOptions({ question, usable, chosen, answer }: QuizOptionsProps) {
  return (
    <ol class="quiz-options">
      {question.options.map((option, index) => (
        <li key={index}>
          <button type="button" disabled={!usable} aria-pressed={chosen === index} onClick={() => answer(index)} data-testid={`option-${index}`}>
            <span class="letter">{letter(index)}</span> {option}
          </button>
        </li>
      ))}
    </ol>
  );
}

export const letter = (index: number): string => String.fromCharCode(65 + index);
