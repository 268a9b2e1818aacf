import type { Question } from '../../room/state';

interface QuizOptionsProps {
  question: Question;
  usable: boolean;
  chosen: number | null;
  answer: (option: number) => void;
}

/** The options as buttons. The chosen one stays one that can have the focus, which would be lost with it. */
export function QuizOptions({ question, usable, chosen, answer }: QuizOptionsProps) {
  return (
    <ol class="quiz-options">
      {question.options.map((option, index) => (
        <li key={index} class={chosen === index ? 'chosen' : ''}>
          <button type="button" disabled={!usable && chosen !== index} aria-disabled={!usable} aria-pressed={chosen === index} onClick={() => usable && answer(index)} data-testid={`option-${index}`}>
            <span class="letter">{letter(index)}</span> {option}
          </button>
        </li>
      ))}
    </ol>
  );
}

export const letter = (index: number): string => String.fromCharCode(65 + index);
