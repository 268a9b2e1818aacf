/** Where a picture is that is to go over to whole segments; in seconds. */
export interface GoingOver {
  /** Behind the live edge. */
  latency: number;
  /** Duration of the newest whole segment. */
  newest: number;
  /** Distance to the live edge that it is on its way to. */
  target: number;
}

/** For a segment to arrive once it is listed. */
const arrival = 1;

/** By so much less than its target a picture may stay for good: the pace lets it (`pace.ts`). */
const tolerance = 0.3;

/**
 * Whether a picture can do without parts now: it is so far behind that its buffer lasts until the next whole segment is there. Where
 * segments are too long for that at any distance, being where it should be is enough.
 */
export const canGoOver = ({ latency, newest, target }: GoingOver): boolean => latency >= Math.min(newest + arrival, target - tolerance);
