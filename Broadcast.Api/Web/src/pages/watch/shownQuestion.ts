import type { Question } from '../../room/state';

/**
 * The question to show. An open one first, since it does not wait; then a result that this viewer answered for, since a winner must be told;
 * then the newest. What was put away is not shown, and putting the newest away brings back nothing that this viewer had no part in.
 * The newest is the one that closes last and not the one heard last: a relay's room can hear an older stage's events after a newer one's.
 */
export function shownQuestion(questions: readonly Question[], putAway: ReadonlySet<string>, answered: (question: string) => boolean): Question | null {
  const left = questions.filter((question) => !putAway.has(question.id));
  const open = newest(left.filter((question) => question.phase === 'open'));
  const own = newest(left.filter((question) => (question.phase === 'revealed' || question.phase === 'voided') && answered(question.id)));
  const last = newest(questions);
  return open ?? own ?? (last && !putAway.has(last.id) ? last : null);
}

const newest = (questions: readonly Question[]): Question | null =>
  questions.reduce<Question | null>((best, next) => (best === null || next.closesAt > best.closesAt ? next : best), null);
