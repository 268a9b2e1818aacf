import type { EventBatch, FeedChunk, Position } from './contracts';

/** What to do with a batch: accept it, skip it (all of it is known), or join again because events before it are missing. */
export type Verdict = 'accept' | 'known' | 'hole';

export function judge(position: Position, batch: EventBatch | FeedChunk): Verdict {
  if (batch.epoch !== position.epoch) return 'hole';
  if (batch.from > position.offset) return 'hole';
  // A batch without events (only counts) ends where it begins.
  return batch.to < position.offset || (batch.to === position.offset && batch.events.length > 0) ? 'known' : 'accept';
}
