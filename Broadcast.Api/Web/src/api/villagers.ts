import { call } from './http';
import type { PersonTicket } from './viewers';

/** A person whom a village site knows by name. */
export interface Villager {
  id: string;
  name: string;
  viewer: string;
  since: string;
}

export interface VillagerList {
  villagers: Villager[];
  /** How many a site may have. */
  most: number;
}

/** A village site's ticket, for its device. */
export interface SiteTicket {
  ticket: string;
  site: { id: string; name: string };
  expiresAt: string;
}

const path = (site: string): string => `/sites/${encodeURIComponent(site)}/villagers`;

export const requestSiteTicket = (deviceKey: string): Promise<SiteTicket> => call('/sites/ticket', { method: 'POST', body: { deviceKey } });

/** @param token an operator's, or the site's ticket; so for all but the last of these calls */
export const listVillagers = (site: string, token: string): Promise<VillagerList> => call(path(site), { token });

/** The code that was sent to a villager's telephone. */
export interface GivenCode {
  challenge: string;
  code: string;
}

/** @param proved makes them the person of this telephone; null without one */
export const nameVillager = (site: string, name: string, token: string, proved: GivenCode | null = null): Promise<Villager> =>
  call(path(site), { method: 'POST', body: { name, ...proved }, token });

export const retireVillager = (site: string, id: string, token: string): Promise<void> => call(`${path(site)}/${encodeURIComponent(id)}`, { method: 'DELETE', token });

/** @param ticket the site's */
export const signInVillager = (site: string, id: string, ticket: string): Promise<PersonTicket> =>
  call(`${path(site)}/${encodeURIComponent(id)}/tickets`, { method: 'POST', body: {}, token: ticket });
