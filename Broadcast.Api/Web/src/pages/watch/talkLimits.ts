import type { RoomState } from '../../room/state';

/** Why a viewer cannot talk at all. */
export type Silence = 'guests' | 'banned' | 'staff' | 'followers';

/** How long a viewer who may talk has to wait, and why. */
export interface Pause {
  why: 'slow' | 'timeout';
  /** Unix milliseconds. */
  until: number;
}

/**
 * Why a viewer of this page, who is always a guest, cannot talk; null when they can, and while they are not in the room yet.
 * @param guests what guests may do here
 */
export function silenceOf({ may, mode }: Pick<RoomState, 'may' | 'mode'>, guests: readonly string[]): Silence | null {
  if (may.length === 0) return null;
  if (!may.includes('chat')) return guests.includes('chat') ? 'banned' : 'guests';
  // A guest is never a follower.
  return mode.chat === 'staff' || mode.chat === 'followers' ? mode.chat : null;
}

/** The pause after a message in slow mode. */
export const slowPause = (slowSeconds: number, now: number): Pause | null =>
  slowSeconds > 0 ? { why: 'slow', until: now + slowSeconds * 1_000 } : null;

/** What is left of a pause when slow mode has changed. */
export function shortenPause(pause: Pause | null, slowSeconds: number, now: number): Pause | null {
  if (pause?.why !== 'slow') return pause;
  const longest = slowPause(slowSeconds, now);
  return longest && longest.until < pause.until ? longest : longest && pause;
}
