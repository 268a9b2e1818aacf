/** A ticket is renewed at most this long (ms) before it expires. */
const margin = 10 * 60_000;

/** When a ticket expires, Unix milliseconds; null when it does not say. Used only to renew it in time: the server verifies. */
export function endOf(ticket: string): number | null {
  try {
    const payload = (ticket.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : null;
  } catch {
    return null;
  }
}

/** When to renew a ticket that expires at `end`; random, so that people who came together do not renew together. Unix milliseconds. */
export function renewalOf(end: number, now: number, random: () => number = Math.random): number {
  const ahead = Math.min(margin, (end - now) / 2);
  return end - ahead * (0.5 + random() / 2);
}
