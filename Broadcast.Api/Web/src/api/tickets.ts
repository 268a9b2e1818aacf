import { call } from './http';

export interface Ticket {
  ticket: string;
  viewer: string;
  expiresAt: string;
}

/** Requests a guest's ticket. With `before`, a ticket that is still valid, the new one is for the same guest. */
export const requestTicket = (name: string, before: string | null = null): Promise<Ticket> =>
  call('/tickets', { method: 'POST', body: { name }, token: before });
