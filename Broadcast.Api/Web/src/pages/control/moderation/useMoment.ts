import { clockSeconds, clockTime, day } from '../../../text/format';
import { useText } from '../../../text/useText';

/** Tells a time of today by the clock, and of another day with the day. */
export function useMoment(): (at: number) => string {
  const { language } = useText();
  return (at) =>
    day(at, language) === day(Date.now(), language) ? clockSeconds(at, language) : `${day(at, language)} ${clockTime(at, language)}`;
}
