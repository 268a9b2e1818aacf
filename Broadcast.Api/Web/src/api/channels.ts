import type { EventAuthor } from '../room/contracts';
import { call } from './http';

export interface Channel {
  id: string;
  /** The stage that a relay shows; null between slots, and for a stage's own channel. */
  onAir: string | null;
  /** Date-time of the cut, Unix milliseconds. */
  since: number;
  slate: boolean;
  /** What was put on a relay by hand, in place of its rundown; null while the rundown decides. */
  byHand: ByHand | null;
  /** When a relay's rundown resumes by itself (Unix ms); null while it decides or is held off, and when no slot follows. */
  resumesAt: number | null;
}

export interface ByHand {
  /** Null for the slate. */
  stage: string | null;
  by: EventAuthor;
  since: number;
  /** Null when the rundown resumes with its next slot. */
  hold?: { by: EventAuthor; since: number } | null;
}

/** What operators do to a relay beside a take. */
export type RelayAct = 'hold' | 'release' | 'filler' | 'return';

export interface TakeResult {
  previous?: string | null;
  /** Expected date-time of the cut, Unix milliseconds. */
  expectedAt?: number | null;
}

export const listChannels = (): Promise<Channel[]> => call('/channels');
export const getChannel = (id: string): Promise<Channel> => call(`/channels/${encodeURIComponent(id)}`);

/** What the operator sees on air: a stage, or null for the slate; undefined while that is not known. */
export type Seen = string | null | undefined;

/** Something else on air, or about to be, refuses the act. */
const expected = (seen: Seen) => (seen === null ? { expectedSlate: true } : { expectedCurrent: seen });

export const take = (channel: string, stage: string, seen: Seen, token: string): Promise<TakeResult> =>
  call(`/channels/${encodeURIComponent(channel)}/take`, { method: 'POST', body: { stage, ...expected(seen) }, token });

export const steer = (channel: string, act: RelayAct, seen: Seen, token: string): Promise<TakeResult> =>
  call(`/channels/${encodeURIComponent(channel)}/${act}`, { method: 'POST', body: expected(seen), token });
