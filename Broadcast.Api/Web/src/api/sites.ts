import { call } from './http';
import { once } from './once';
import { sendFile } from './sendFile';

/** A village site: a screen that many share. */
export interface VillageSite {
  id: string;
  name: string;
  village: string;
  county: string;
  province: string;
  /** False when its device can get no ticket. */
  hasKey: boolean;
  revision: number;
  /** ISO 8601; absent while it is offered. */
  retiredAt?: string | null;
}

export type SiteDraft = Pick<VillageSite, 'name' | 'village' | 'county' | 'province'>;

/** A device key that was just made; nothing shows it again. Secret. */
export interface DeviceKeyShown {
  id: string;
  deviceKey: string;
}

/** What is wrong with a row of a file; the header is row 1. */
export interface RowFault {
  row: number;
  /** The column; empty for the whole row. */
  field: string;
  /** A kind of fault, as those of fields, or `columns`. */
  fault: string;
  message: string;
  least?: number | null;
  most?: number | null;
}

const pathOf = (id: string) => `/sites/${encodeURIComponent(id)}`;

export const listSites = (after: string, name: string, token: string): Promise<{ sites: VillageSite[]; next: string | null }> =>
  call(`/sites?${new URLSearchParams({ limit: '50', ...(after && { after }), ...(name && { name }) })}`, { token });
export const listRetiredSites = (token: string): Promise<{ sites: VillageSite[]; next: string | null }> => call('/sites?retired=true&limit=500', { token });
export const createSite = (draft: SiteDraft, token: string): Promise<DeviceKeyShown> =>
  once(['site', draft], (key) => call('/sites', { method: 'POST', body: draft, token, key }));
export const putSite = (id: string, body: SiteDraft & { revision: number }, token: string): Promise<VillageSite> => call(pathOf(id), { method: 'PUT', body, token });
export const retireSite = (id: string, token: string): Promise<VillageSite> => call(`${pathOf(id)}/retire`, { method: 'POST', token });
export const restoreSite = (id: string, token: string): Promise<VillageSite> => call(`${pathOf(id)}/restore`, { method: 'POST', token });
export const newSiteKey = (id: string, token: string): Promise<DeviceKeyShown> => call(`${pathOf(id)}/key`, { method: 'POST', token });
export const endSiteKey = (id: string, token: string): Promise<void> => call(`${pathOf(id)}/key`, { method: 'DELETE', token });

/** Adds all sites of a CSV file, or none. The answer is CSV with their keys, which nothing shows again. */
export const uploadSites = (file: File, token: string): Promise<string> =>
  // The same file may be chosen once more.
  once(['sites', file.name, file.size, file.lastModified], (key) => sendFile('/sites/upload', file, token, { key }));
