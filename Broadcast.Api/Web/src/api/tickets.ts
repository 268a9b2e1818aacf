import { call } from './http';

export interface Ticket {
  ticket: string;
  viewer: string;
  expiresAt: string;
}

export const takeTicket = (name: string): Promise<Ticket> => call('/tickets', { method: 'POST', body: { name } });
