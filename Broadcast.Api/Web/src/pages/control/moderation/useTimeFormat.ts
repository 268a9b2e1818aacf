import { clockSeconds, clockTime, day } from '../../../text/format';
import { useText } from '../../../text/useText';

/** Formats a time (Unix ms): today as clock time, any other day with the day. */
export function useTimeFormat(): (at: number) => string {
  const { language } = useText();
  return (at) =>
    day(at, language) === day(Date.now(), language) ? clockSeconds(at, language) : `${day(at, language)} ${clockTime(at, language)}`;
}
