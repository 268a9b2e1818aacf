import type { Channel, Seen } from '../../api/channels';
import { currentSlot, type PlannedSlot } from '../../frame/programme';

/** What is on air in place of the rundown. */
export interface Taken {
  /** Null for the slate. */
  stage: string | null;
  /** Who has put it there; null when that is not known. */
  by: string | null;
  /** When it came on air (Unix ms). */
  since: number;
  /** Who holds it, and since when; null when the rundown resumes by itself. */
  held: { by: string; since: number } | null;
  /** The slot that is planned now and not on air because of it; null between slots, and while what is held is planned. */
  covered: PlannedSlot | null;
  /** The slot with which the rundown resumes; null when none follows, and while it is held. */
  resumes: PlannedSlot | null;
}

/** Whether a stage is on air, or will be by the pending cut: of another one, the stage on air calls that off. */
export const isComing = (stage: string, onAir: Seen, cut: { stage: string } | null): boolean => stage === (cut?.stage ?? onAir);

/** Whether the slate may still be undone: it is on air, or not yet in place of what it was shown for. What a colleague has taken since stays. */
export const mayUndoSlate = (before: string, onAir: Seen): boolean => !onAir || onAir === before;

type Relay = Pick<Channel, 'onAir' | 'since' | 'byHand' | 'resumesAt'>;

/**
 * What was put on air by hand, once it is there; null while the rundown decides. A take of the very stage that is planned is none while its slot lasts,
 * and a slot that has just begun and waits for its picture takes nothing.
 */
export function takenOf(slots: readonly PlannedSlot[], relay: Relay | null, now: number): Taken | null {
  if (!relay?.byHand) return null;
  const { by, hold } = relay.byHand;
  const planned = currentSlot(slots, now);
  const differs = relay.onAir === null || relay.onAir !== planned?.stage;
  if (!hold && !(relay.onAir === relay.byHand.stage && differs)) return null;
  return {
    stage: relay.onAir,
    by: by.kind === 'rule' ? null : by.name,
    since: relay.since,
    held: hold ? { by: hold.by.name, since: hold.since } : null,
    covered: planned?.stage === relay.onAir ? null : planned,
    resumes: hold ? null : (slots.find((slot) => slot.from === relay.resumesAt) ?? null),
  };
}
