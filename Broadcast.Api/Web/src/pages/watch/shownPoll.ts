import type { Poll } from '../../room/state';

/** The poll to show: an open one first, since it does not wait; then the result of one that this viewer voted in; then the newest. */
export function shownPoll(polls: readonly Poll[], dismissed: ReadonlySet<string>, voted: (poll: string) => boolean): Poll | null {
  const left = polls.filter((poll) => !dismissed.has(poll.id));
  return left.find((poll) => poll.phase === 'open') ?? left.find((poll) => voted(poll.id)) ?? left.find((poll) => poll === polls[0]) ?? null;
}
