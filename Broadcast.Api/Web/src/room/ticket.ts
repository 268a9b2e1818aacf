/** Before a ticket ends it is renewed; at the latest so long before. */
const margin = 10 * 60_000;

/** When a ticket ends, Unix milliseconds; null when it does not say. Read to be in time, and for nothing else: the server verifies. */
export function endOf(ticket: string): number | null {
  try {
    const payload = (ticket.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : null;
  } catch {
    return null;
  }
}

/** When to renew a ticket that ends at `end`: spread by chance, so that those who came together do not renew together. */
export function renewalOf(end: number, now: number, random: () => number = Math.random): number {
  const ahead = Math.min(margin, (end - now) / 2);
  return end - ahead * (0.5 + random() / 2);
}
