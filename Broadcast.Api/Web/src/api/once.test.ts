import { expect, test } from 'vitest';
import { ApiError } from './http';
import { once, wasMade } from './once';

const refused = (code: string, status = 409) => new ApiError(status, code, '');

/** The key of one attempt that ends so. */
async function attempt(what: readonly unknown[], end?: ApiError): Promise<string> {
  let sent = '';
  await once(what, (key) => {
    sent = key;
    return end ? Promise.reject(end) : Promise.resolve();
  }).catch((error: unknown) => expect(error).toBe(end));
  return sent;
}

test('what was not answered goes with the same key until it is, and then with a new one', async () => {
  const first = await attempt(['site', 'a'], refused('network.away', 0));

  expect(first).toMatch(/^[A-Za-z0-9_.:-]{1,64}$/);
  expect(await attempt(['site', 'a'], refused('idempotency.in_flight'))).toBe(first);
  expect(await attempt(['site', 'b'])).not.toBe(first);
  expect(await attempt(['site', 'a'])).toBe(first);
  expect(await attempt(['site', 'a'])).not.toBe(first);
});

test('what was made before, and shows its secret no more, is done with its key', async () => {
  const first = await attempt(['stage', 'a'], refused('network.away', 0));
  const told = refused('idempotency.not_replayed');

  expect(await attempt(['stage', 'a'], told)).toBe(first);
  expect(wasMade(told)).toBe(true);
  expect(await attempt(['stage', 'a'])).not.toBe(first);
  expect(wasMade(refused('channel.taken'))).toBe(false);
});
