import { expect, test } from 'vitest';
import { merge } from './merge';
import { firstToken, sectionOf } from './sections';
import { freeSlug, slugOf } from './slug';

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

test('an id comes from the first text with letters', () => {
  expect(slugOf(['春天的节日', 'Spring Fête  2026!'], 'x')).toBe('spring-fete-2026');
  expect(slugOf(['茶山', ''], 'stage')).toBe('stage');
  expect(freeSlug('stage', ['stage', 'stage-2'])).toBe('stage-3');
});

test('the fragment names a section, or holds the first link', () => {
  expect(['#stages', '', '#other', '#first=x'].map(sectionOf)).toEqual(['stages', 'overview', 'overview', 'overview']);
  expect([firstToken('#first=a_b-c'), firstToken('#stages')]).toEqual(['a_b-c', null]);
});
