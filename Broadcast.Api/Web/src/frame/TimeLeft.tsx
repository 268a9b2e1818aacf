import { seconds } from '../text/format';
import { useText } from '../text/useText';
import { useSaidTime } from './SaidTime';

interface TimeLeftProps {
  /** Seconds. */
  left: number;
  /** How it is shown, if not in seconds: such as `1:05`. */
  text?: string;
  /** It is nearly over. */
  short?: boolean;
}

/** A countdown. It is shown each second, and read out at 60, 30 and 10 seconds only. */
export function TimeLeft({ left, text, short = false }: TimeLeftProps) {
  const { t, language } = useText();
  useSaidTime(left * 1000, (mark) => t.secondsLeft(seconds(mark, language)));
  return (
    <span class={short ? 'quiz-time short number' : 'quiz-time number'} role="timer" aria-live="off" data-testid="countdown">
      {t.secondsLeft(text ?? seconds(left, language))}
    </span>
  );
}
