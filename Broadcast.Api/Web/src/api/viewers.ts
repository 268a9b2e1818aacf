import { apiRoot, call } from './http';

/** How a code comes: by text message or by mail. */
export type Via = 'sms' | 'email';

/** How strongly a person has proved to be one, from the weakest; the last two are equally strong. */
export const proofs = ['email', 'telephone', 'issuer', 'villager'] as const;
export type Proof = (typeof proofs)[number];

export interface SentCode {
  /** The code is good only together with it. */
  challenge: string;
  expiresAt: string;
  /** The code itself, in the demo, which sends nothing. */
  demoCode?: string;
}

export interface PersonTicket {
  ticket: string;
  viewer: string;
  expiresAt: string;
  name: string;
  proof: Proof;
}

export const sendCode = (to: string, via: Via): Promise<SentCode> => call('/viewers/codes', { method: 'POST', body: { to, via } });

/** @param before the viewer's ticket: a person's is linked to the address, and a guest's gives a new person its name */
export const signInWithCode = (challenge: string, code: string, before: string | null): Promise<PersonTicket> =>
  call('/viewers', { method: 'POST', body: { challenge, code }, token: before });

export const renewPerson = (ticket: string): Promise<PersonTicket> => call('/viewers/renewal', { method: 'POST', token: ticket });

/** Leads to the login, which leads back to this page with a ticket in its fragment. */
export const loginAddress = (to: string): string => `${apiRoot}/viewers/login?to=${encodeURIComponent(to)}`;

/** Where to go for the login that is then linked to the person of this ticket; this browser keeps who that is until it comes back. */
export const startLogin = (to: string, ticket: string): Promise<{ address: string }> =>
  call(`/viewers/login?to=${encodeURIComponent(to)}`, { method: 'POST', token: ticket });

/** Ends the sign-in on the server, for all its tickets. */
export const endSignIn = (ticket: string): Promise<void> => call('/viewers/session', { method: 'DELETE', token: ticket });
