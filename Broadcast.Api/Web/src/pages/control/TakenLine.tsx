import type { RoomState } from '../../room/state';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';
import type { Taken } from './taken';

interface TakenLineProps {
  taken: Taken;
  cut: RoomState['onAir'];
  now: number;
  nameOf: (stage: string) => string;
  take: (stage: string) => void;
}

/** What was taken by hand, by whom, and when the rundown resumes; with a button that goes back to the slot that it covers. */
export function TakenLine({ taken, cut, now, nameOf, take }: TakenLineProps) {
  const { t } = useText();
  const { stage, covered, resumes } = taken;
  const by = cut?.data.stage === stage && cut.by?.kind !== 'rule' && cut.by?.kind !== 'rundown' ? cut.by?.name : undefined;
  return (
    <div class="taken" data-stage={stage} data-testid="taken">
      <p>
        <strong>{by ? t.onTakeBy(nameOf(stage), by) : t.onTake(nameOf(stage))}</strong>
        <span class="number" data-testid="resumes">
          {resumes ? t.resumesIn(countdown(resumes.from - now), nameOf(resumes.stage)) : t.resumesNever}
        </span>
      </p>
      {covered && (
        <button type="button" class="button quiet" onClick={() => take(covered.stage)} data-testid="resume-rundown">
          {t.resumeNow(nameOf(covered.stage))}
        </button>
      )}
    </div>
  );
}
