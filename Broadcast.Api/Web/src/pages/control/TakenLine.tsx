import { clockSeconds, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import type { Taken } from './taken';

interface TakenLineProps {
  taken: Taken;
  now: number;
  nameOf: (stage: string) => string;
}

/** What is on air by hand, who put it there or holds it, and when the rundown resumes. */
export function TakenLine({ taken, now, nameOf }: TakenLineProps) {
  const { t, language } = useText();
  const { held, resumes } = taken;
  const name = taken.stage === null ? t.theSlate : nameOf(taken.stage);
  const onAir = taken.by === null ? t.onTake(name) : t.onTakeBy(name, taken.by);
  return (
    <p class={held ? 'taken held' : 'taken'} data-stage={taken.stage ?? ''} data-held={held !== null} data-testid="taken">
      <strong role="status">{held ? t.heldBy(held.by, clockSeconds(held.since, language)) : onAir}</strong>
      <span class="number" data-testid="resumes">
        {held ? t.resumesReleased : resumes ? t.resumesIn(countdown(resumes.from - now), nameOf(resumes.stage)) : t.resumesNever}
      </span>
    </p>
  );
}
