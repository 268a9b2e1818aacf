import { nameVillager, requestSiteTicket, signInVillager, type GivenCode, type SiteTicket, type Villager } from '../api/villagers';
import { forgetPerson, rememberedPerson, type Person } from './person';

/** The device key of the village site whose screen this is; kept for this browser until a link with another one is opened. */
const key = 'livefestival.site';

/** A ticket with less time left than this (ms) is replaced. */
const margin = 5 * 60_000;

/**
 * A link may carry the key in its fragment, which no server sees; it is removed from the address at once. `#site=` alone forgets it. Whoever
 * had signed in here before is not the village.
 */
function initialKey(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('site');
  if (given !== null) {
    history.replaceState(null, '', location.pathname + location.search);
    if (given) localStorage.setItem(key, given);
    else localStorage.removeItem(key);
    const before = rememberedPerson();
    if (before) forgetPerson(before);
  }
  return localStorage.getItem(key);
}

/** A village site, as its own device. */
export class SiteDevice {
  #ticket: Promise<SiteTicket> | null = null;
  #until = 0;

  constructor(private readonly deviceKey: string) {}

  /** Null where this browser is no site's. */
  static ofBrowser(): SiteDevice | null {
    const known = initialKey();
    return known === null ? null : new SiteDevice(known);
  }

  ticket(now = Date.now()): Promise<SiteTicket> {
    if (this.#ticket && this.#until > now) return this.#ticket;
    this.#until = Infinity;
    this.#ticket = requestSiteTicket(this.deviceKey);
    this.#ticket.then(
      (given) => (this.#until = Date.parse(given.expiresAt) - margin),
      () => (this.#ticket = null),
    );
    return this.#ticket;
  }

  /** Names somebody of the village. */
  async name(name: string, proved: GivenCode | null): Promise<Villager> {
    const { ticket: own, site } = await this.ticket();
    return nameVillager(site.id, name, own, proved);
  }

  /** Signs a villager in, for this page alone: several people share the device. */
  async answerAs(id: string): Promise<Person> {
    const { ticket: own, site } = await this.ticket();
    const { ticket, viewer, name, proof, expiresAt } = await signInVillager(site.id, id, own);
    return { ticket, viewer, name, named: true, proof, expires: Date.parse(expiresAt), again: () => this.answerAs(id) };
  }
}
