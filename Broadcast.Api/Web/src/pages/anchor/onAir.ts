import { currentSlot, type PlannedSlot } from '../../frame/programme';

/**
 * When the rundown takes a stage off air that is on air now (Unix ms). A stage in its own slot leaves at the end of the last of its slots that follow
 * each other. One that was taken by hand leaves when the next slot begins; where that slot is its own, it stays as in any slot of its own. Null when
 * it was taken by hand and no slot follows.
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
