import { admit } from '../api/playback';
import { takeTicket } from '../api/tickets';

/** A guest's place in the rooms, for as long as the tab lives. */
export interface Guest {
  ticket: string;
  viewer: string;
  name: string;
  expires: number;
  /** The person chose the name; before that it is a made-up one, enough to look on. */
  named: boolean;
}

const key = 'livefestival.guest';

/** Less than this left: a new ticket. */
const margin = 5 * 60_000;

export function rememberedGuest(): Guest | null {
  try {
    const guest = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Guest | null;
    return guest && guest.expires - Date.now() > margin ? guest : null;
  } catch {
    return null;
  }
}

/** @param before a ticket that is still good: the guest stays the same. */
export async function becomeGuest(name: string, named: boolean, before: string | null = null): Promise<Guest> {
  const { ticket, viewer, expiresAt } = await takeTicket(name, before);
  const guest = { ticket, viewer, name, expires: Date.parse(expiresAt), named };
  sessionStorage.setItem(key, JSON.stringify(guest));
  return guest;
}

export const madeUpName = (prefix: string): string => `${prefix}${1000 + Math.floor(Math.random() * 9000)}`;

/** Shows the ticket for a protected channel; whoever has none yet takes a guest's. */
export async function admitGuest(channel: string, prefix: string): Promise<void> {
  const guest = rememberedGuest() ?? (await becomeGuest(madeUpName(prefix), false));
  await admit(channel, guest.ticket);
}
