import type { Poll } from '../../room/state';
import { isForViewer } from './results';
import type { Shown } from './shownQuestion';

/**
 * The poll to show: an open one first, since it does not wait; then the result of one that this viewer voted in; then the newest, if it is
 * for this viewer.
 */
export function shownPoll(polls: readonly Poll[], { dismissed, kept, answered, seen, now }: Shown): Poll | null {
  const left = polls.filter((poll) => !dismissed.has(poll.id));
  const ended = left.filter((poll) => poll.phase !== 'open' && (kept.has(poll.id) || isForViewer(poll, seen.get(poll.id), answered(poll.id), now)));
  return left.find((poll) => poll.phase === 'open') ?? ended.find((poll) => answered(poll.id)) ?? ended.find((poll) => poll === polls[0]) ?? null;
}
