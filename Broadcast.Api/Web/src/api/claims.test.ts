import { expect, test } from 'vitest';
import { readClaims } from './claims';

const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;

test('claims are read as they were written', () => {
  expect(readClaims(token({ sub: 'staff:1', name: '李主播', roles: ['anchor'], stages: ['gushi', 'suning'], exp: 10 }))).toEqual({
    subject: 'staff:1', name: '李主播', roles: ['anchor'], stages: ['gushi', 'suning'], expires: 10_000,
  });
});

test('a single value stands without brackets', () => expect(readClaims(token({ sub: 'a', roles: 'operator' }))?.roles).toEqual(['operator']));

test('nonsense has no claims', () => expect(readClaims('nonsense')).toBeNull());
