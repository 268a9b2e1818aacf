import { call } from './http';

/** A message to a shop. */
export interface OutboxMessage {
  id: number;
  shop: string;
  type: string;
  subject: string;
  state: 'waiting' | 'sent' | 'parked';
  at: string;
  attempts: number;
  /** Why the last try has failed. */
  lastError?: string | null;
  /** When it is tried next. */
  nextAt?: string | null;
  /** Waits behind an earlier message of its subject. */
  behind: boolean;
}

/** What was given up, then what waits, the oldest first; the counts are of all shops. */
export interface OutboxPage {
  items: OutboxMessage[];
  next: number | null;
  waiting: number;
  parked: number;
  oldestAt?: string | null;
}

/** A message of a shop. */
export interface ShopEvent {
  id: number;
  shop: string;
  type: string;
  state: 'waiting' | 'done' | 'unmatched' | 'parked';
  at: string;
  attempts: number;
  /** Why it was not carried out. */
  reason?: string | null;
  nextAt?: string | null;
}

export interface ShopEventPage {
  items: ShopEvent[];
  next: number | null;
  /** How many are not done. */
  open: number;
}

export const getOutbox = (token: string): Promise<OutboxPage> => call('/outbox?state=open', { token });

export const getShopEvents = (token: string): Promise<ShopEventPage> => call('/shop-events?state=open', { token });

export const sendAgain = (id: number, token: string): Promise<void> => call(`/outbox/${id}/again`, { method: 'POST', token });

export const sendAllAgain = (token: string): Promise<{ messages: number }> => call('/outbox/again', { method: 'POST', token });

export const dropMessage = (id: number, token: string): Promise<void> => call(`/outbox/${id}`, { method: 'DELETE', token });

export const dropShopEvent = (id: number, token: string): Promise<void> => call(`/shop-events/${id}`, { method: 'DELETE', token });

export const carryOutAgain = (id: number, token: string): Promise<void> => call(`/shop-events/${id}/again`, { method: 'POST', token });
