import { expect, test } from 'vitest';
import { authorOf, readClaims } from './claims';

const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;

test('claims are read as they were written', () => {
  expect(readClaims(token({ sub: 'staff:1', name: '李主播', roles: ['anchor'], stages: ['gushi', 'suning'], exp: 10 }))).toEqual({
    subject: 'staff:1', name: '李主播', roles: ['anchor'], stages: ['gushi', 'suning'], moderates: [], proof: '', expires: 10_000,
  });
});

test('a claim with a single value may be a string', () => expect(readClaims(token({ sub: 'a', roles: 'operator' }))?.roles).toEqual(['operator']));

test('nonsense has no claims', () => expect(readClaims('nonsense')).toBeNull());

test('staff are named with one of their roles', () => {
  expect(authorOf(token({ sub: 'staff:1', name: 'Li', roles: ['moderator', 'operator'] }))).toEqual({ id: 'staff:1', name: 'Li', role: 'operator' });
  expect(authorOf('nonsense')).toBeNull();
});
