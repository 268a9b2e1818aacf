/** Milliseconds: the first delay's range, and the longest one. */
export interface Pace {
  base: number;
  cap: number;
}

const usual: Pace = { base: 1_000, cap: 20_000 };

/**
 * How long to wait before attempt `attempt` (from 0): full jitter, so that a room that lost its node does not come back as one wave.
 * The cap is applied before the chance; the other way round the herd would gather again at the cap.
 */
export function retryDelay(attempt: number, random: () => number = Math.random, { base, cap }: Pace = usual): number {
  return random() * Math.min(cap, base * 2 ** Math.min(attempt, 20));
}
