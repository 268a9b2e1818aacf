import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectLogin, isEnough, isPerson, loginRefusal, mustRenew, rememberedPerson, stepToWin, type Person } from './person';

const person = (proof: Person['proof'], expires = 0): Person => ({ ticket: 't', viewer: 'person:1', name: 'Li', named: true, expires, proof });
const guest = { ticket: 't', viewer: 'guest:1', name: 'Li', named: true, expires: 0 };

describe('isEnough', () => {
  it('takes a proof that is as strong as what winning takes, or stronger', () => {
    expect(['email', 'telephone', 'issuer'].map((least) => isEnough(person('telephone'), least))).toEqual([true, true, false]);
  });

  it('takes a villager for what takes a login, and a login for what takes a villager', () => {
    expect(isEnough(person('villager'), 'issuer') && isEnough(person('issuer'), 'villager')).toBe(true);
  });

  it('takes no guest', () => {
    expect(isEnough(guest, 'email') || isEnough(null, 'email')).toBe(false);
    expect(isPerson(guest)).toBe(false);
  });

  it('takes any person where an older server names no proof', () => {
    expect(isEnough(person('email'), '')).toBe(true);
  });
});

describe('stepToWin', () => {
  it('is the one that is missing', () => {
    expect([stepToWin(guest, 'email'), stepToWin(guest, 'telephone'), stepToWin(guest, 'issuer')]).toEqual(['signIn', 'signIn', 'login']);
    expect([stepToWin(person('email'), 'telephone'), stepToWin(person('telephone'), 'issuer')]).toEqual(['telephone', 'login']);
    expect([stepToWin(person('email'), 'email'), stepToWin(person('villager'), 'issuer'), stepToWin(person('email'), '')]).toEqual([null, null, null]);
  });
});

describe('mustRenew', () => {
  it('renews a ticket in its last three days', () => {
    const day = 24 * 3_600_000;
    expect([2, 4].map((days) => mustRenew(person('email', days * day), 0))).toEqual([true, false]);
  });
});

describe('coming back from a login', () => {
  const stubStore = () => {
    const stored = new Map<string, string>();
    return {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    };
  };
  const open = (hash: string) => {
    vi.stubGlobal('location', { hash, pathname: '/watch/gushi', search: '' });
    return rememberedPerson();
  };
  const ticket = `x.${btoa(JSON.stringify({ sub: 'person:1', name: 'Li', proof: 'issuer', exp: Date.now() / 1000 + 60 }))}.x`;

  beforeEach(() => {
    vi.stubGlobal('localStorage', stubStore());
    vi.stubGlobal('sessionStorage', stubStore());
    vi.stubGlobal('history', { replaceState: () => ((globalThis.location as { hash: string }).hash = '') });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('takes the person, and nobody from a link', () => {
    expect(open(`#person=${ticket}`)).toBeNull();
    expectLogin();
    expect(open(`#person=${ticket}`)).toMatchObject({ viewer: 'person:1', proof: 'issuer' });
  });

  it('knows why it was refused, and nothing from a link', () => {
    open('#person=refused&code=viewer.weak');
    expect(loginRefusal()).toBeNull();
    expectLogin();
    open('#person=refused&code=viewer.contact_taken');
    expect(loginRefusal()).toBe('viewer.contact_taken');
    expectLogin();
    open('#person=refused');
    expect(loginRefusal()).toBe('');
    expectLogin();
    open(`#person=${ticket}`);
    expect(loginRefusal()).toBeNull();
  });
});
