import { currentSlot, type PlannedSlot } from '../../frame/programme';

/** A stage that is on air in place of the rundown. */
export interface Taken {
  stage: string;
  /** The slot that is not on air because of it; null between slots. */
  covered: PlannedSlot | null;
  /** The slot with which the rundown resumes; null when none follows. */
  resumes: PlannedSlot | null;
}

/**
 * What was taken by hand and is on air now; null while the rundown decides. A slot that has just begun waits for its picture, and the stage before it
 * stays on air meanwhile: that is no take.
 */
export function takenOf(slots: readonly PlannedSlot[], relay: { onAir: string | null; since: number } | null, now: number): Taken | null {
  if (!relay?.onAir) return null;
  const covered = currentSlot(slots, now);
  if (covered?.stage === relay.onAir) return null;
  const decided = covered?.from ?? Math.max(0, ...slots.filter((slot) => slot.to <= now).map((slot) => slot.to));
  return relay.since < decided ? null : { stage: relay.onAir, covered, resumes: slots.find((slot) => slot.from > now) ?? null };
}
