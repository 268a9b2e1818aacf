import type { QuestionRevealed } from '../../room/contracts';
import type { Question } from '../../room/state';
import { useText } from '../../text/useText';
import type { Answered } from '../../viewer/answers';
import { letter } from './QuizOptions';

interface QuizResultProps {
  question: Question;
  result: QuestionRevealed;
  answered: Answered | null;
  viewer: string | null;
}

/** The result: the right option, how many chose what, who was drawn, and how that can be checked. */
export function QuizResult({ question, result, answered, viewer }: QuizResultProps) {
  const { t, named } = useText();
  const total = result.counts.reduce((sum, count) => sum + count, 0);
  const won = result.winners.some((winner) => winner.viewer === viewer || winner.viewer === answered?.viewer);
  const right = answered?.option === result.answer;
  return (
    <div class="quiz-result" data-testid="result">
      {won ? (
        <p class="you-won" data-testid="you-won">
          <strong>{t.youWon}</strong> {question.prize && t.youWonText(named(question.prize))}
        </p>
      ) : (
        answered && <p class={right ? 'verdict right' : 'verdict'}>{right ? t.right : t.wrong}</p>
      )}
      <ol class="quiz-bars">
        {question.options.map((option, index) => (
          <li key={index} class={index === result.answer ? 'right' : ''} data-testid={`count-${index}`} data-count={result.counts[index] ?? 0}>
            <span class="bar" style={{ width: `${total === 0 ? 0 : ((result.counts[index] ?? 0) / total) * 100}%` }} aria-hidden="true" />
            <span class="letter">{letter(index)}</span>
            <span class="text">
              {option}
              {index === result.answer && <span class="visually-hidden"> ({t.rightAnswer})</span>}
              {index === result.answer && <span aria-hidden="true"> ✓</span>}
            </span>
            <span class="number">{t.votes(result.counts[index] ?? 0)}</span>
          </li>
        ))}
      </ol>
      <p class="quiz-winners">
        {result.winners.length === 0 ? (
          t.noWinners
        ) : (
          <>
            {t.winners}:{' '}
            {result.winners.map((winner) => (
              <span key={winner.viewer} class="winner" data-testid="winner" data-viewer={winner.viewer}>
                {winner.name}
              </span>
            ))}
          </>
        )}
      </p>
      <details>
        <summary>{t.verify}</summary>
        <p>{t.verifyText}</p>
        <dl>
          <dt>{t.seed}</dt>
          <dd>{result.seed}</dd>
          <dt>{t.commitment}</dt>
          <dd>{question.commitment}</dd>
        </dl>
      </details>
    </div>
  );
}
