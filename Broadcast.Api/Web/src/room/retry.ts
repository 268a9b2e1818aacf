/** Milliseconds: `base` is the range of the first delay, `cap` the longest delay. */
export interface Pace {
  base: number;
  cap: number;
}

const usual: Pace = { base: 1_000, cap: 20_000 };

/**
 * Milliseconds to wait before attempt `attempt` (from 0). Full jitter, so that a room that lost its node does not come back in one wave.
 * The cap is applied before the random factor; the other way round, many would wait exactly as long as the cap.
 */
export function retryDelay(attempt: number, random: () => number = Math.random, { base, cap }: Pace = usual): number {
  return random() * Math.min(cap, base * 2 ** Math.min(attempt, 20));
}
