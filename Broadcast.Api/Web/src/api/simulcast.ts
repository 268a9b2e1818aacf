import { call } from './http';
import { once } from './once';

/** Another platform that a channel is pushed to, as operators made it. */
export interface PushTarget {
  id: string;
  channel: string;
  name: string;
  /** RTMP URL without the key. */
  server: string;
  /** The last characters of its key, which is never shown; empty where it is too short to show any. */
  keyEnd: string;
  on: boolean;
  revision: number;
}

export interface PushTargetDraft {
  channel: string;
  name: string;
  server: string;
  /** Empty: the key that is there stays. */
  key: string;
  on: boolean;
}

/** How the push to a target fares: of those that operators made, and of those of the host's settings. */
export interface PushStatus {
  /** The id of the target, or its name in the settings. */
  target: string;
  fromSettings: boolean;
  /** Without the key. */
  url: string;
  state: 'held' | 'connecting' | 'live' | 'waiting';
  /** When that state began, Unix ms. */
  since: number;
  /** In the platform's words. */
  reason: string | null;
  /** Whether the platform itself has refused it, as for a wrong key. */
  refused: boolean;
  /** Unix ms. */
  retryAt: number | null;
  /** Bits per second. */
  bitrate: number;
}

const path = (id: string) => `/simulcast/targets/${encodeURIComponent(id)}`;
const statusPath = (channel: string) => `/channels/${encodeURIComponent(channel)}/simulcast`;

export const listPushTargets = (token: string): Promise<PushTarget[]> => call('/simulcast/targets', { token });
export const makePushTarget = (draft: PushTargetDraft, token: string): Promise<PushTarget> =>
  once(['target', draft], (key) => call('/simulcast/targets', { method: 'POST', body: draft, token, key }));
export const putPushTarget = (id: string, draft: PushTargetDraft & { revision: number }, token: string): Promise<PushTarget> =>
  call(path(id), { method: 'PUT', body: draft, token });
export const removePushTarget = (id: string, token: string): Promise<void> => call(path(id), { method: 'DELETE', token });

export const listPushes = (channel: string, token: string): Promise<PushStatus[]> => call(statusPath(channel), { token });
/** Starts one that is held back, or tries again at once. */
export const startPush = (channel: string, target: string, token: string): Promise<unknown> =>
  call(`${statusPath(channel)}/${encodeURIComponent(target)}`, { method: 'POST', token });
export const holdPush = (channel: string, target: string, token: string): Promise<unknown> =>
  call(`${statusPath(channel)}/${encodeURIComponent(target)}`, { method: 'DELETE', token });
