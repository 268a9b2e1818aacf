import { describe, expect, it } from 'vitest';
import { isEnough, isPerson, mustRenew, type Person } from './person';

const person = (proof: Person['proof'], expires = 0): Person => ({ ticket: 't', viewer: 'person:1', name: 'Li', named: true, expires, proof });
const guest = { ticket: 't', viewer: 'guest:1', name: 'Li', named: true, expires: 0 };

describe('isEnough', () => {
  it('takes a proof that is as strong as what winning takes, or stronger', () => {
    expect(['email', 'telephone', 'issuer'].map((least) => isEnough(person('telephone'), least))).toEqual([true, true, false]);
  });

  it('takes no guest', () => {
    expect(isEnough(guest, 'email') || isEnough(null, 'email')).toBe(false);
    expect(isPerson(guest)).toBe(false);
  });

  it('takes any person where an older server names no proof', () => {
    expect(isEnough(person('email'), '')).toBe(true);
  });
});

describe('mustRenew', () => {
  it('renews a ticket in its last three days', () => {
    const day = 24 * 3_600_000;
    expect([2, 4].map((days) => mustRenew(person('email', days * day), 0))).toEqual([true, false]);
  });
});
