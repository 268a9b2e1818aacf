import { describe, expect, it } from 'vitest';
import { isEnough, isPerson, mustRenew, stepToWin, type Person } from './person';

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
