import { takes, type Question } from '../../room/state';

/**
 * The question to show. An open one first, since it does not wait; then the result of one that this viewer answered, since a winner must
 * learn of it; then the newest. A dismissed question is not shown, and dismissing the newest does not bring back one that this viewer did
 * not answer. The newest is the one that closes last, not the one received last: a relay's room can receive the events of an older stage
 * after those of a newer one.
 */
export function shownQuestion(questions: readonly Question[], dismissed: ReadonlySet<string>, answered: (question: string) => boolean): Question | null {
  const left = questions.filter((question) => !dismissed.has(question.id));
  const open = newest(left.filter(takes));
  const own = newest(left.filter((question) => (question.phase === 'revealed' || question.phase === 'voided') && answered(question.id)));
  const last = newest(questions);
  return open ?? own ?? (last && !dismissed.has(last.id) ? last : null);
}

const newest = (questions: readonly Question[]): Question | null =>
  questions.reduce<Question | null>((best, next) => (best === null || next.closesAt > best.closesAt ? next : best), null);
