/** What a page shows beyond the room's count while its own likes are on their way into it. */
export interface OwnLikes {
  /** The count is shown as at least this, which has the own likes in it. */
  least: number;
  /** Unix milliseconds: likes that the room never counts are given up then. */
  until: number;
}

/** The room tells its count every few seconds; a count without the own likes may still be on its way (ms). */
const waits = 15_000;

/** The count to show. */
export const shownLikes = (own: OwnLikes | null, count: number): number => Math.max(count, own?.least ?? 0);

/** One more tap. */
export const tap = (own: OwnLikes | null, count: number, now: number): OwnLikes => ({ least: shownLikes(own, count) + 1, until: now + waits });

/** What is left of the own addition when the room's count is `count`: nothing once the count has it, or was waited for too long. */
export const settle = (own: OwnLikes | null, count: number, now: number): OwnLikes | null => (own && count < own.least && now < own.until ? own : null);
