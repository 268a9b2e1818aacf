import type { Chapter, Festival, FestivalEntry, Stage } from './festivals';
import type { EventAuthor } from '../room/contracts';
import { call } from './http';
import { once } from './once';
import type { SignedIn } from './people';

/** What a form of a festival sends. Of the stages only the order. */
export interface FestivalDraft {
  id: string;
  name: string;
  nameEn: string;
  theme: string;
  themeEn: string;
  timeZone: string;
  firstDay: string;
  lastDay: string;
  chapters: Pick<Chapter, 'id' | 'name' | 'nameEn' | 'text' | 'textEn'>[];
}

export interface StageDraft {
  id: string;
  name: string;
  nameEn: string;
  place: string;
  placeEn: string;
  shown: string;
  shownEn: string;
}

/** What an encoder is set up with, shown once. Secret. */
export interface StreamKeyShown {
  id: string;
  streamKey: string;
  encoder: {
    /** The RTMP server, without the key. */
    server: string;
    /** A link that sets up Larix Broadcaster on a phone. */
    larix: string;
    /** The same as a QR code: an SVG document. */
    larixQr: string;
  };
}

/** What a stage's source sends now; the parts that set-up shows. */
export interface StageHealth {
  live: boolean;
  /** Null while nobody publishes. */
  publisher: { since: number; client: string } | null;
  width: number;
  height: number;
  frameRate: number;
  bitrate: number;
  /** Seconds. */
  gop: number;
  soundChannels?: number | null;
  reconnects: number;
  runs: number;
  lastRefusal: string | null;
  alarms: string[];
}

const festivalPath = (id: string) => `/festivals/${encodeURIComponent(id)}`;
const stagePath = (id: string) => `/stages/${encodeURIComponent(id)}`;

export const createFestival = (draft: FestivalDraft, token: string): Promise<Festival> =>
  once(['festival', draft], (key) => call('/festivals', { method: 'POST', body: draft, token, key }));

export const putFestival = (draft: FestivalDraft & { revision: number; stages?: string[] }, token: string): Promise<Festival> =>
  call(festivalPath(draft.id), { method: 'PUT', body: draft, token });

/** With those that are retired. */
export const listAllFestivals = (token: string): Promise<FestivalEntry[]> => call('/festivals?retired=true', { token });
export const retireFestival = (id: string, token: string): Promise<void> => call(festivalPath(id), { method: 'DELETE', token });
export const restoreFestival = (id: string, token: string): Promise<Festival> => call(`${festivalPath(id)}/restore`, { method: 'POST', token });

/** @param key the `Idempotency-Key` */
export const createStage = (festival: string, draft: StageDraft, token: string, key: string): Promise<StreamKeyShown> =>
  call(`${festivalPath(festival)}/stages`, { method: 'POST', body: draft, token, key });

export const putStage = (draft: StageDraft & { revision: number }, token: string): Promise<Stage> =>
  call(stagePath(draft.id), { method: 'PUT', body: draft, token });

export const retireStage = (id: string, token: string): Promise<unknown> => call(stagePath(id), { method: 'DELETE', token });
export const restoreStage = (id: string, token: string): Promise<unknown> => call(`${stagePath(id)}/restore`, { method: 'POST', token });
export const rotateKey = (id: string, token: string): Promise<StreamKeyShown> => call(`${stagePath(id)}/key`, { method: 'POST', token });
export const getHealth = (id: string, token: string): Promise<StageHealth> => call(`${stagePath(id)}/health`, { token });
export const showTestPicture = (id: string, token: string): Promise<{ until: string }> => call(`${stagePath(id)}/test-picture`, { method: 'POST', token });
export const stopTestPicture = (id: string, token: string): Promise<void> => call(`${stagePath(id)}/test-picture`, { method: 'DELETE', token });

/** What guests may do. */
export interface Guests {
  guests: string[];
  /** Whether an operator has decided it; otherwise it is the host's setting. */
  decided: boolean;
  /** Sent back with a decision; 0 where nobody has decided. */
  revision: number;
}

export const getGuests = (festival: string): Promise<Guests> => call(`${festivalPath(festival)}/guests`);

export const decideGuests = (festival: string, body: Pick<Guests, 'guests' | 'revision'>, token: string): Promise<Guests> =>
  call(`${festivalPath(festival)}/guests`, { method: 'PUT', body, token });


/** The first operator's account, by the link that an empty host prints. */
export const claimFirst = (draft: { token: string; email: string; name: string; password: string }): Promise<SignedIn> =>
  call('/setup/first', { method: 'POST', body: draft });

/** The festival with what is retired. */
export const getWhole = (festival: string, token: string): Promise<Festival> => call(`${festivalPath(festival)}?retired=true`, { token });

/** A change that somebody has made. */
export interface AuditEntry {
  entry: number;
  /** ISO 8601. */
  at: string;
  by: EventAuthor;
  /** Such as `stage`. */
  what: string;
  id: string;
  action: 'made' | 'changed' | 'retired' | 'restored';
  /** The fields that changed, as they were; absent for what is new. */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

export const listAudit = (what: string, before: number | null, token: string): Promise<{ entries: AuditEntry[]; next: number | null }> =>
  call(`/audit?${new URLSearchParams({ ...(what && { what }), ...(before !== null && { before: String(before) }) })}`, { token });
