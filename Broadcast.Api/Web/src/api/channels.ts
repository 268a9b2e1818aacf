import { call } from './http';

export interface Channel {
  id: string;
  /** The stage that a relay shows; null between slots, and for a stage's own channel. */
  onAir: string | null;
  /** Date-time of the cut, Unix milliseconds. */
  since: number;
  slate: boolean;
}

export interface TakeResult {
  previous?: string | null;
  /** Expected date-time of the cut, Unix milliseconds. */
  expectedAt?: number | null;
}

export const listChannels = (): Promise<Channel[]> => call('/channels');
export const getChannel = (id: string): Promise<Channel> => call(`/channels/${encodeURIComponent(id)}`);

export const take = (channel: string, stage: string, expectedCurrent: string | null, token: string): Promise<TakeResult> =>
  call(`/channels/${encodeURIComponent(channel)}/take`, { method: 'POST', body: { stage, expectedCurrent }, token });
