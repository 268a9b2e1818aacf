import { ApiError } from '../api/http';
import { listVillagers, nameVillager, requestSiteTicket, signInVillager, type GivenCode, type SiteTicket, type Villager, type VillagerList } from '../api/villagers';
import { forgetPerson, rememberedPerson, type Person } from './person';

/** The device key of the village site whose screen this is; kept for this browser until another one is confirmed, or the server refuses it. */
const key = 'livefestival.site';

/** A ticket with less time left than this (ms) is replaced. */
const margin = 5 * 60_000;

/** A link may carry the key in its fragment, which no server sees; it is removed from the address at once. */
function takeFromAddress(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('site');
  if (given !== null) history.replaceState(null, '', location.pathname + location.search);
  return given;
}

/** Whose screen this browser is as a page opens. */
export interface ScreenAtStart {
  /** Null where it is no site's. */
  device: SiteDevice | null;
  /** Whose it would be by the link: nothing is kept of it before the server knows its key and the person at the screen has agreed. */
  offered: SiteDevice | null;
}

/** `#site=` alone forgets the site. A link with the key that is known already offers nothing: a kiosk may open it each time. */
export function screenAtStart(): ScreenAtStart {
  const given = takeFromAddress();
  if (given === '') localStorage.removeItem(key);
  const known = localStorage.getItem(key);
  return { device: known === null ? null : new SiteDevice(known), offered: given && given !== known ? new SiteDevice(given) : null };
}

const isRefused = (error: unknown): boolean => error instanceof ApiError && (error.status === 401 || error.status === 403);

/** A village site, as its own device. */
export class SiteDevice {
  /** Is told once, with the refusal, when the server does not know the key, which is forgotten then. */
  onLost: ((error: unknown) => void) | null = null;

  #lost = false;
  #ticket: Promise<SiteTicket> | null = null;
  #until = 0;

  constructor(readonly deviceKey: string) {}

  /** Whether the server has refused the key. */
  get isLost(): boolean {
    return this.#lost;
  }

  /** Makes this browser the site's screen. Whoever had signed in here before is not the village. */
  keep(): void {
    localStorage.setItem(key, this.deviceKey);
    const before = rememberedPerson();
    if (before) forgetPerson(before);
  }

  ticket(now = Date.now()): Promise<SiteTicket> {
    if (this.#ticket && this.#until > now) return this.#ticket;
    this.#until = Infinity;
    this.#ticket = requestSiteTicket(this.deviceKey);
    this.#ticket.then(
      (given) => (this.#until = Date.parse(given.expiresAt) - margin),
      (error: unknown) => {
        this.#ticket = null;
        if (isRefused(error)) this.#lose(error);
      },
    );
    return this.#ticket;
  }

  villagers(): Promise<VillagerList & { site: SiteTicket['site'] }> {
    return this.#as(async ({ ticket, site }) => ({ site, ...(await listVillagers(site.id, ticket)) }));
  }

  /** Names somebody of the village. */
  name(name: string, proved: GivenCode | null): Promise<Villager> {
    return this.#as(({ ticket, site }) => nameVillager(site.id, name, ticket, proved));
  }

  /** Signs a villager in, for this page alone: several people share the device. */
  answerAs(id: string): Promise<Person> {
    return this.#as(async (given) => {
      const { ticket, viewer, name, proof, expiresAt } = await signInVillager(given.site.id, id, given.ticket);
      return { ticket, viewer, name, named: true, proof, expires: Date.parse(expiresAt), again: () => this.answerAs(id) };
    });
  }

  async #as<Answer>(act: (given: SiteTicket) => Promise<Answer>): Promise<Answer> {
    const asked = this.ticket();
    const given = await asked;
    try {
      return await act(given);
    } catch (error) {
      // The ticket may have ended with the key: the next call asks for another one, and learns it.
      if (isRefused(error) && this.#ticket === asked) this.#ticket = null;
      throw error;
    }
  }

  #lose(error: unknown): void {
    if (localStorage.getItem(key) === this.deviceKey) localStorage.removeItem(key);
    if (this.#lost) return;
    this.#lost = true;
    this.onLost?.(error);
  }
}
