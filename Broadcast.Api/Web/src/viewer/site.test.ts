import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { screenAtStart } from './site';

const person = { ticket: 't', viewer: 'person:1', name: 'Li', named: true, expires: Date.now() + 3_600_000, proof: 'email' };
const site = { ticket: 's', site: { id: 'yatuan', name: '鸭团文化站' }, expiresAt: new Date(Date.now() + 1_800_000).toISOString() };

let stored: Map<string, string>;
let answer: { status: number; body: unknown };

function open(hash: string): ReturnType<typeof screenAtStart> {
  vi.stubGlobal('location', { hash, pathname: '/watch/gushi', search: '' });
  return screenAtStart();
}

beforeEach(() => {
  stored = new Map([['livefestival.person', JSON.stringify(person)]]);
  answer = { status: 200, body: site };
  vi.stubGlobal('history', { replaceState: () => ((globalThis.location as { hash: string }).hash = '') });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status })));
});
afterEach(() => vi.unstubAllGlobals());

describe('screenAtStart', () => {
  it('keeps nothing of a link, and forgets nobody, before the site is confirmed', async () => {
    const { device, offered } = open('#site=key');

    expect([device, location.hash, (await offered!.ticket()).site.name]).toEqual([null, '', '鸭团文化站']);
    expect([...stored.keys()]).toEqual(['livefestival.person']);

    offered!.keep();
    expect([...stored]).toEqual([['livefestival.site', 'key']]);
  });

  it('offers nothing to a screen that is the site already, and keeps its site beside the offer of another', () => {
    stored.set('livefestival.site', 'key');
    const [same, other] = [open('#site=key'), open('#site=another')];

    expect([same.device?.deviceKey, same.offered]).toEqual(['key', null]);
    expect([other.device?.deviceKey, other.offered?.deviceKey]).toEqual(['key', 'another']);
  });

  it('forgets the site by an empty key, and nobody who is signed in', () => {
    stored.set('livefestival.site', 'key');

    expect(open('#site=')).toEqual({ device: null, offered: null });
    expect([...stored.keys()]).toEqual(['livefestival.person']);
  });
});

describe('SiteDevice', () => {
  it('forgets a key that the server refuses, and says so once', async () => {
    stored.set('livefestival.site', 'key');
    answer = { status: 401, body: { code: 'site.refused' } };
    const device = open('').device!;
    const told = vi.fn();
    device.onLost = told;

    await expect(device.villagers()).rejects.toMatchObject({ code: 'site.refused' });
    await expect(device.villagers()).rejects.toMatchObject({ code: 'site.refused' });

    expect([device.isLost, stored.has('livefestival.site'), told.mock.calls.length]).toEqual([true, false, 1]);
  });

  it('keeps a key that the server cannot judge now', async () => {
    stored.set('livefestival.site', 'key');
    answer = { status: 429, body: { code: 'site.too_many_tickets' } };
    const device = open('').device!;

    await expect(device.ticket()).rejects.toMatchObject({ status: 429 });

    expect([device.isLost, stored.get('livefestival.site')]).toEqual([false, 'key']);
  });
});
