import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from './signIn';

const person = { type: 'livefestival.person', ticket: 't', viewer: 'person:1', name: 'Mei', proof: 'telephone', expiresAt: '2026-12-01T00:00:00Z' };

let hear: (event: { source: unknown; origin: string; data: unknown }) => void;
let opened: { closed: boolean };
let address: string;

beforeEach(() => {
  vi.useFakeTimers();
  opened = { closed: false };
  vi.stubGlobal('location', { href: 'https://shop.example/live', origin: 'https://shop.example' });
  vi.stubGlobal('window', { open: (to: string) => ((address = to), opened) });
  vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => (hear = listener));
  vi.stubGlobal('removeEventListener', () => undefined);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('only the window at the host is believed', async () => {
  const signed = signIn('https://festival.example/');
  hear({ source: {}, origin: 'https://festival.example', data: { ...person, ticket: 'of another window' } });
  hear({ source: opened, origin: 'https://evil.example', data: { ...person, ticket: 'of another site' } });
  hear({ source: opened, origin: 'https://festival.example', data: 'something else' });
  hear({ source: opened, origin: 'https://festival.example', data: person });

  expect(await signed).toEqual({ ticket: 't', viewer: 'person:1', name: 'Mei', proof: 'telephone', expiresAt: '2026-12-01T00:00:00Z' });
  expect(address).toBe('https://festival.example/sign-in?for=https%3A%2F%2Fshop.example');
});

test('a window that is closed ends it', async () => {
  const signed = signIn('https://festival.example');
  const refused = expect(signed).rejects.toMatchObject({ code: 'auth.required' });
  opened.closed = true;
  await vi.advanceTimersByTimeAsync(1_000);
  await refused;
});
