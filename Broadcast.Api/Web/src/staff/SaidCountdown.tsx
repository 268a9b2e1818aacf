import { useEffect, useRef, useState } from 'preact/hooks';
import { passed } from './milestones';

/** Says a countdown to screen readers at a few moments only; what counts down on the page beside it is silent. */
export function SaidCountdown({ left, say }: { /** Milliseconds; null while nothing counts down. */ left: number | null; say: (seconds: number) => string }) {
  const before = useRef(left);
  const [said, setSaid] = useState<number | null>(null);
  useEffect(() => {
    const milestone = before.current === null || left === null ? null : passed(before.current, left);
    before.current = left;
    if (milestone !== null) setSaid(milestone);
    else if (left === null || left > 60_000) setSaid(null);
  }, [left]);
  return (
    <span class="visually-hidden" role="status">
      {said !== null && left !== null && left > 0 ? say(said) : ''}
    </span>
  );
}
