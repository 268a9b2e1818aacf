import { expect, test } from 'vitest';
import { allowedActs } from './lineActs';

const line = (role?: string) => ({ offset: 1, at: 0, text: 'hello', by: { id: 'a', name: 'Li', ...(role && { role }) } });
const kinds = (may: string[], role?: string) => allowedActs(line(role), may).map((act) => (act === 'remove' ? act : act.kind));

test('only allowed actions are offered', () => {
  expect(kinds(['read', 'chat'])).toEqual([]);
  expect(kinds(['remove', 'timeout', 'review', 'mode'])).toEqual(['remove', 'timeout', 'timeout', 'timeout']);
  expect(kinds(['ban', 'shadow'])).toEqual(['shadow', 'ban', 'ban']);
});

test('village sites are viewers, and staff are not', () => {
  expect(kinds(['remove'], 'site')).toEqual(['remove']);
  expect(kinds(['remove'], 'anchor')).toEqual([]);
});
