import type { YoursEvent } from '../room/contracts';
import type { Question } from '../room/state';

/** For how long (ms) an entry waits for its picture at most. */
const longestWait = 60_000;

/** The entries that this page has words for. */
const known: ReadonlySet<string> = new Set<string>(['prize.won', 'prize.shipped'] satisfies YoursEvent['type'][]);

/**
 * The entries to show, the newest first, and the position up to which they reach: a prize waits until the picture shows the result of its
 * question, and so do later entries, so that what was read never includes what was not shown.
 * @param now the server's clock
 */
export function shownItems(items: readonly YoursEvent[], questions: readonly Question[], now: number): { items: readonly YoursEvent[]; upTo: number } {
  const waiting = items.findIndex((item) => waits(item, questions, now));
  const reached = waiting < 0 ? items : items.slice(0, waiting);
  return { items: reached.filter((item) => known.has(item.type)).reverse(), upTo: reached.at(-1)?.position ?? 0 };
}

function waits(item: YoursEvent, questions: readonly Question[], now: number): boolean {
  if (item.type !== 'prize.won' || now - item.at > longestWait) return false;
  const question = questions.find((asked) => asked.id === item.data.question);
  return question !== undefined && question.phase !== 'revealed' && question.phase !== 'voided';
}
