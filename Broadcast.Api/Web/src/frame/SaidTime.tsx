import { useEffect, useRef, useState } from 'preact/hooks';
import { onSaidTime, passed, sayTime, unsayTime, type SaidTime } from './saidTimes';

/**
 * The one region of a page that reads countdowns out; what counts down on the page is silent. It is there before its words, since
 * a region that comes with them is not read.
 */
export function SaidTimes() {
  const [said, setSaid] = useState<SaidTime | null>(null);
  useEffect(() => onSaidTime(setSaid), []);
  return (
    <p class="visually-hidden" role="status" data-testid="countdown-said">
      {said && <span key={said.number}>{said.text}</span>}
    </p>
  );
}

/**
 * Has a countdown read out at 60, 30 and 10 seconds only.
 * @param left Milliseconds; null while nothing counts down.
 */
export function useSaidTime(left: number | null, say: (seconds: number) => string): void {
  const id = useRef(Symbol('countdown'));
  const before = useRef(left);
  useEffect(() => {
    const mark = before.current === null || left === null ? null : passed(before.current, left);
    before.current = left;
    if (mark !== null) sayTime(id.current, say(mark));
    else if (left === null || left <= 0 || left > 60_000) unsayTime(id.current);
  }, [left]);
  useEffect(() => () => unsayTime(id.current), []);
}
