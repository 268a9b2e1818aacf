import { admit } from '../api/playback';
import { requestTicket } from '../api/tickets';
import type { Proof } from '../api/viewers';
import { rememberedPerson } from './person';

/** A viewer's identity in the rooms: a guest's is kept for as long as the tab exists, a person's for as long as the ticket is good. */
export interface Guest {
  ticket: string;
  viewer: string;
  name: string;
  expires: number;
  /** True once the person chose the name; before that it is a made-up one. */
  named: boolean;
  /** For persons, who have signed in. */
  proof?: Proof;
}

const key = 'livefestival.guest';

/** A ticket with less time left than this (ms) is replaced. */
const margin = 5 * 60_000;

export function rememberedGuest(): Guest | null {
  try {
    const guest = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Guest | null;
    return guest && guest.expires - Date.now() > margin ? guest : null;
  } catch {
    return null;
  }
}

/** Who this browser is in the rooms: the person who has signed in, else this tab's guest. */
export const rememberedViewer = (): Guest | null => rememberedPerson() ?? rememberedGuest();

/** @param before a ticket that is still valid, so that the guest stays the same */
export async function becomeGuest(name: string, named: boolean, before: string | null = null): Promise<Guest> {
  const { ticket, viewer, expiresAt } = await requestTicket(name, before);
  const guest = { ticket, viewer, name, expires: Date.parse(expiresAt), named };
  sessionStorage.setItem(key, JSON.stringify(guest));
  return guest;
}

export const madeUpName = (prefix: string): string => `${prefix}${1000 + Math.floor(Math.random() * 9000)}`;

/** Gets access to a protected channel with the viewer's ticket; requests a guest's first when there is none. */
export async function admitGuest(channel: string, prefix: string): Promise<void> {
  const guest = rememberedViewer() ?? (await becomeGuest(madeUpName(prefix), false));
  await admit(channel, guest.ticket);
}
