import { call } from './http';

/** A person's ballot: the receipt. */
export interface Ballot {
  option: number;
  digest: string;
}

/** A vote, of one moment. */
export interface VoteView {
  state: string;
  /** How many persons have voted. */
  ballots: number;
  /** Ballots per option, when they are shown. */
  counts?: number[];
  /** The caller's own ballot. */
  yours?: Ballot;
}

const of = (id: string) => `/votes/${encodeURIComponent(id)}`;

export const getVote = (id: string, ticket: string | null): Promise<VoteView> => call(of(id), { token: ticket });

export const castBallot = (id: string, option: number, ticket: string): Promise<Ballot> => call(`${of(id)}/ballots`, { method: 'POST', body: { option }, token: ticket });
