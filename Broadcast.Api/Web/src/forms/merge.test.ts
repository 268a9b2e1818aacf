import { expect, test } from 'vitest';
import { merge } from './merge';

test('what was typed stays, and what was not becomes theirs', () => {
  const base = { name: 'a', theme: 'b', days: ['1'] };

  const { draft, changes } = merge(base, { ...base, name: 'mine' }, { name: 'theirs', theme: 'new', days: ['1'] });

  expect(draft).toEqual({ name: 'mine', theme: 'new', days: ['1'] });
  expect(changes).toEqual([
    { field: 'name', theirs: 'theirs', mine: 'mine' },
    { field: 'theme', theirs: 'new' },
  ]);
});

test('what both have changed alike is no conflict', () => expect(merge({ a: 1 }, { a: 2 }, { a: 2 })).toEqual({ draft: { a: 2 }, changes: [] }));
