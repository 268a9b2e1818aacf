import { call } from './http';

/** Gets the cookie that lets a protected channel be played; for an open one nothing happens. */
export const admit = (channel: string, ticket: string): Promise<{ protected: boolean }> =>
  call(`/channels/${encodeURIComponent(channel)}/playback`, { method: 'POST', token: ticket });
