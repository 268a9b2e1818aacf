import { takes, type Question } from '../../room/state';
import { isForViewer, type SeenByPage } from './results';

/** What the page knows of this viewer and of the time. */
export interface Shown {
  dismissed: ReadonlySet<string>;
  /** Results that stay until they are put away: they were won, or somebody reads them. */
  kept: ReadonlySet<string>;
  answered: (asked: string) => boolean;
  seen: SeenByPage;
  /** Unix milliseconds. */
  now: number;
}

/**
 * The question to show. An open one first, since it does not wait; then the result of one that this viewer answered, since a winner must
 * learn of it; then the newest, if it is for this viewer. A dismissed question is not shown, and dismissing the newest does not bring back
 * one that this viewer did not answer. The newest is the one that closes last, not the one received last: a relay's room can receive the
 * events of an older stage after those of a newer one.
 */
export function shownQuestion(questions: readonly Question[], shown: Shown): Question | null {
  const { dismissed, kept, answered, seen, now } = shown;
  const left = questions.filter((question) => !dismissed.has(question.id));
  const open = newest(left.filter(takes));
  if (open) return open;
  const ended = left.filter((question) => kept.has(question.id) || isForViewer(question, seen.get(question.id), answered(question.id), now));
  const own = newest(ended.filter((question) => (question.phase === 'revealed' || question.phase === 'voided') && answered(question.id)));
  const last = newest(questions);
  return own ?? (last && ended.includes(last) ? last : null);
}

const newest = (questions: readonly Question[]): Question | null =>
  questions.reduce<Question | null>((best, next) => (best === null || next.closesAt > best.closesAt ? next : best), null);
