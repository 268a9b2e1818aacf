import { distances, type Distance } from './distance';
import type { Kept } from './steps';

const key = 'player.distance';

/** The distance that this tab found right; undefined on its first page, and where nothing can be kept. */
export function keptDistance(): Kept | undefined {
  try {
    const { distance, ups } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Kept>;
    if (!distances.includes(distance as Distance)) return undefined;
    return { distance: distance as Distance, ups: Number(ups) || 0 };
  } catch {
    return undefined;
  }
}

export function keepDistance(kept: Kept): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Without storage the next page begins at the edge.
  }
}
