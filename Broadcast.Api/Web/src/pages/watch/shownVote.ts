import type { Vote } from '../../room/state';

/** True while a vote takes ballots, or will again. */
export const voteTakes = (vote: Vote): boolean => vote.phase === 'open' || vote.phase === 'paused';

/** The vote to show: one that takes ballots first; then the newest. Each can be put away. */
export function shownVote(votes: readonly Vote[], dismissed: ReadonlySet<string>): Vote | null {
  const left = votes.filter((vote) => !dismissed.has(vote.id));
  return left.find(voteTakes) ?? left.find((vote) => vote === votes[0]) ?? null;
}
