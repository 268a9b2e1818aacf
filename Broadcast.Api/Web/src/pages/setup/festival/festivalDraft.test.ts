import { expect, test } from 'vitest';
import type { FestivalDraft } from '../../../api/setup';
import { chooseChapter, chosenChapter, type Chapter } from './chapterMerge';
import { emptyFestival, joined, ofChapters } from './festivalDraft';

const chapter = (id: string, part: Partial<Chapter> = {}): Chapter => ({ id, name: id, nameEn: '', text: '', textEn: '', ...part });
const draft = (chapters: Chapter[], part: Partial<FestivalDraft> = {}): FestivalDraft => ({ ...emptyFestival('Asia/Shanghai'), ...part, chapters });
const [a, b, c] = [chapter('a'), chapter('b'), chapter('c')];
const base = draft([a, b, c]);
const ids = (chapters: readonly Chapter[]) => chapters.map(({ id }) => id);

test('two who change a chapter each keep both changes, and one that was added stays', () => {
  const mine = draft([a, { ...b, text: 'mine' }, c], { theme: 'tea' });
  const theirs = draft([{ ...a, text: 'theirs' }, b, chapter('d'), c], { themeEn: 'Tea' });

  const { draft: both, changes } = joined(base, mine, theirs);

  expect(both).toMatchObject({ theme: 'tea', themeEn: 'Tea' });
  expect(both.chapters).toEqual([{ ...a, text: 'theirs' }, { ...b, text: 'mine' }, chapter('d'), c]);
  expect(changes.map((change) => ('field' in change ? change.field : change.part === 'order' ? change.part : `${change.id} ${change.part}`))).toEqual(['themeEn', 'a text', 'd whole']);
  expect(changes.every((change) => change.mine === undefined)).toBe(true);
});

test('of one field of one chapter what was typed stays until theirs is taken; of a retired chapter too', () => {
  const mine = draft([{ ...a, name: 'mine' }, { ...b, textEn: 'typed' }]);
  const theirs = draft([{ ...a, name: 'theirs' }, { ...c, text: 'theirs' }]);

  const { draft: both, changes } = joined(base, mine, theirs);
  const [name, retired, kept] = ofChapters(changes);

  expect(both.chapters).toEqual(mine.chapters);
  expect([name, retired, kept].map((change) => chosenChapter(both.chapters, change!))).toEqual(['mine', 'mine', 'mine']);
  const taken = ofChapters(changes).reduce((now, change) => chooseChapter(now, change, 'theirs'), both.chapters);
  expect(taken).toEqual([{ ...a, name: 'theirs' }, { ...c, text: 'theirs' }]);
  expect(ids(ofChapters(changes).reduce((now, change) => chooseChapter(now, change, 'mine'), taken))).toEqual(['a', 'b']);
});

test('a chapter that they retired and nobody typed in is taken out', () => {
  const { draft: both, changes } = joined(base, draft([{ ...a, name: 'mine' }, b, c]), draft([a, c]));

  expect(ids(both.chapters)).toEqual(['a', 'c']);
  expect(changes).toMatchObject([{ id: 'b', part: 'whole', theirs: null }]);
});

test('whoever has moved the chapters has the order; where both have, one is chosen', () => {
  const added = chapter('x');
  const theirs = draft([c, b, a]);

  const alone = joined(base, draft([a, added, b, c]), theirs);
  expect(ids(alone.draft.chapters)).toEqual(['c', 'b', 'a', 'x']);
  expect(alone.changes).toEqual([{ part: 'order', theirs: ['c', 'b', 'a'] }]);

  const both = joined(base, draft([b, a, c]), theirs);
  expect([ids(both.draft.chapters), joined(base, theirs, theirs).changes, joined(base, draft([b, a, c]), base).changes]).toEqual([['b', 'a', 'c'], [], []]);
  const [order] = ofChapters(both.changes);
  const taken = chooseChapter(both.draft.chapters, order!, 'theirs');
  expect([ids(taken), chosenChapter(taken, order!), ids(chooseChapter(taken, order!, 'mine'))]).toEqual([['c', 'b', 'a'], 'theirs', ['b', 'a', 'c']]);
});
