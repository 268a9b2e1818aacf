import { call } from './http';

/** Gets the cookie that allows playing a protected channel; does nothing for an open one. */
export const admit = (channel: string, ticket: string): Promise<{ protected: boolean }> =>
  call(`/channels/${encodeURIComponent(channel)}/playback`, { method: 'POST', token: ticket });
