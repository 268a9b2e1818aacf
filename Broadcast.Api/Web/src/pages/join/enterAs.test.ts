import { expect, test } from 'vitest';
import { workplace } from './enterAs';

test('everybody comes to the page of their work', () => {
  expect(workplace({ roles: ['anchor'], secondFactorNeeded: false })).toBe('/anchor');
  expect(workplace({ roles: ['anchor', 'operator'], secondFactorNeeded: false })).toBe('/control');
  expect(workplace({ roles: ['moderator'], secondFactorNeeded: false })).toBe('/control');
  expect(workplace({ roles: ['shipper'], secondFactorNeeded: false })).toBe('/account');
  expect(workplace({ roles: [], secondFactorNeeded: true })).toBe('/account');
});
