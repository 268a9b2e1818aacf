/** Where a picture is that should switch from parts to whole segments; in seconds. */
export interface PartsState {
  /** Behind the live edge. */
  latency: number;
  /** Duration of the newest whole segment. */
  newest: number;
  /** Distance to the live edge that it is moving to. */
  target: number;
}

/** How long a listed segment takes to arrive, in seconds. */
const arrival = 1;

/** A picture may stay nearer than its target by this much (seconds), because `pace.ts` tolerates it. */
const tolerance = 0.3;

/**
 * Whether a picture can do without parts now: it is so far behind that its buffer lasts until the next whole segment arrives. Where
 * segments are too long for that at any distance, reaching the target is enough.
 */
export const canDropParts = ({ latency, newest, target }: PartsState): boolean => latency >= Math.min(newest + arrival, target - tolerance);
