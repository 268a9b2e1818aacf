import { distances, type Distance } from './distance';
import type { SavedDistance } from './steps';

const key = 'player.distance';

/** The distance that this tab saved last; undefined on its first page, and without storage. */
export function loadDistance(): SavedDistance | undefined {
  try {
    const { distance, ups } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<SavedDistance>;
    if (!distances.includes(distance as Distance)) return undefined;
    return { distance: distance as Distance, ups: Number(ups) || 0 };
  } catch {
    return undefined;
  }
}

export function saveDistance(saved: SavedDistance): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(saved));
  } catch {
    // Without storage the next page begins at the edge.
  }
}
