import { currentSlot, type PlannedSlot } from '../../frame/programme';

/**
 * When a stage that is on air leaves it by the rundown (Unix ms): at the end of its slots that follow each other, or, when it was taken by hand, at
 * the next slot of another stage. Null when nothing is planned.
 */
export function leavesAirAt(slots: readonly PlannedSlot[], stage: string, now: number): number | null {
  const running = currentSlot(slots, now);
  if (running?.stage === stage) return endOf(slots, running);
  const next = slots.find((slot) => slot.from > now);
  if (!next) return null;
  return next.stage === stage ? endOf(slots, next) : next.from;
}

/** The end of a slot and of those of its stage that begin where it ends. */
function endOf(slots: readonly PlannedSlot[], slot: PlannedSlot): number {
  const following = slots.find((other) => other.stage === slot.stage && other.from > slot.from && other.from <= slot.to && other.to > slot.to);
  return following ? endOf(slots, following) : slot.to;
}
