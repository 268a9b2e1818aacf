import { expect, test } from 'vitest';
import { firstToken, sectionOf } from './sections';
import { freeSlug, slugOf } from './slug';

test('an id comes from the first text with letters', () => {
  expect(slugOf(['春天的节日', 'Spring Fête  2026!'], 'x')).toBe('spring-fete-2026');
  expect(slugOf(['茶山', ''], 'stage')).toBe('stage');
  expect(freeSlug('stage', ['stage', 'stage-2'])).toBe('stage-3');
});

test('the fragment names a section, or holds the first link', () => {
  expect(['#stages', '', '#other', '#first=x'].map(sectionOf)).toEqual(['stages', 'overview', 'overview', 'overview']);
  expect([firstToken('#first=a_b-c'), firstToken('#stages')]).toEqual(['a_b-c', null]);
});
