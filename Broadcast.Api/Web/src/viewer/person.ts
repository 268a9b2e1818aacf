import { readClaims } from '../api/claims';
import { endSignIn, proofs, renewPerson, type PersonTicket, type Proof } from '../api/viewers';
import type { Guest } from './ticket';

/** A viewer who has signed in. */
export interface Person extends Guest {
  proof: Proof;
  /** For villagers, whom their site signs in again: gets the next ticket. */
  again?: () => Promise<Person>;
}

/** For all tabs, and after the browser was closed: a code should be needed once. */
const key = 'livefestival.person';

/** A ticket with less time left than this (ms) is renewed when a page opens. */
const early = 3 * 24 * 3_600_000;

export const isPerson = (viewer: Guest | null): viewer is Person => viewer?.proof !== undefined;

/** An issuer's login and a village site are equally strong. */
const rank = (proof: string): number => Math.min(proofs.indexOf(proof as Proof), proofs.indexOf('issuer'));

/** Whether a viewer may win what takes at least this proof. */
export const isEnough = (viewer: Guest | null, least: string): boolean => isPerson(viewer) && rank(viewer.proof) >= Math.max(0, rank(least));

/** What the viewer must do to win: sign in, add a telephone, or use the login; null when nothing is missing. */
export type StepToWin = 'signIn' | 'telephone' | 'login';

export function stepToWin(viewer: Guest | null, least: string): StepToWin | null {
  if (isEnough(viewer, least)) return null;
  if (rank(least) === rank('issuer')) return 'login';
  return isPerson(viewer) ? 'telephone' : 'signIn';
}

/** Set in this tab while it is at the login. */
const away = 'livefestival.login';

let refusal: string | null = null;

/** Why the login that this tab has come back from signed nobody in: an error's code, or '' when nobody can help it; null when it did not refuse. */
export const loginRefusal = (): string | null => refusal;

/** To be called before the tab goes to the login. */
export const expectLogin = (): void => sessionStorage.setItem(away, '1');

/**
 * A login leads back with the ticket in the fragment, which no server sees; it is removed from the address at once. A tab that was not sent to
 * the login takes none: a link must not sign anybody in as somebody else.
 */
function takeFromAddress(): void {
  const given = new URLSearchParams(location.hash.slice(1));
  const ticket = given.get('person');
  if (!ticket) return;
  history.replaceState(null, '', location.pathname + location.search);
  const expected = sessionStorage.getItem(away) !== null;
  sessionStorage.removeItem(away);
  if (expected && ticket === 'refused') refusal = given.get('code') ?? '';
  const claims = readClaims(ticket);
  if (expected && claims?.subject.startsWith('person:'))
    rememberPerson({ ticket, viewer: claims.subject, name: claims.name, proof: claims.proof as Proof, expiresAt: new Date(claims.expires).toISOString() });
}

export function rememberedPerson(now = Date.now()): Person | null {
  takeFromAddress();
  try {
    const person = JSON.parse(localStorage.getItem(key) ?? 'null') as Person | null;
    return person && person.expires > now ? person : null;
  } catch {
    return null;
  }
}

export function rememberPerson({ ticket, viewer, expiresAt, name, proof }: PersonTicket): Person {
  const person = { ticket, viewer, name, expires: Date.parse(expiresAt), named: true, proof };
  refusal = null;
  localStorage.setItem(key, JSON.stringify(person));
  return person;
}

/** Forgets this person, and nobody who has signed in in another tab since. */
export function forgetPerson(person: Person): void {
  if (rememberedPerson()?.ticket === person.ticket) localStorage.removeItem(key);
}

export const mustRenew = (person: Person, now = Date.now()): boolean => person.expires - now < early;

export const renewedPerson = async (person: Person): Promise<Person> => (person.again ? person.again() : rememberPerson(await renewPerson(person.ticket)));

/** Forgets the person here in any case; the server ends the sign-in if it can be reached. */
export function signOutPerson(person: Person): void {
  endSignIn(person.ticket).catch(() => undefined);
  forgetPerson(person);
}
