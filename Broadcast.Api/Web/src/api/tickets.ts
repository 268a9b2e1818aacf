import { call } from './http';

export interface Ticket {
  ticket: string;
  viewer: string;
  expiresAt: string;
}

/** A guest's ticket; with one that is still good, a newer one of the same guest. */
export const takeTicket = (name: string, before: string | null = null): Promise<Ticket> =>
  call('/tickets', { method: 'POST', body: { name }, token: before });
