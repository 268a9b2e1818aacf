import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { began } from './began';
import { forgetAllDrafts, forgetDraft, keepDraft, keptDraft } from './drafts';
import { storeOf } from './testing';

const kept = (name: string, at = 1) => ({ at, base: { name: 'a', theme: 'b' }, revision: 1, draft: { name, theme: 'b' } });

beforeEach(() => void vi.stubGlobal('sessionStorage', storeOf(10_000)));
afterEach(() => void vi.unstubAllGlobals());

test('a draft is kept under its name until it is forgotten', () => {
  expect(keepDraft('one', kept('x'))).toBe(true);
  expect([keptDraft('one'), keptDraft('two')]).toEqual([kept('x'), null]);
  forgetDraft('one');
  expect(keptDraft('one')).toBeNull();
});

test('of too many the oldest go, and what others keep there stays', () => {
  sessionStorage.setItem('livefestival.staff', 'token');
  for (let i = 1; i <= 40; i++) keepDraft(`d${i}`, kept('x', i));
  expect([keptDraft('d10'), keptDraft('d11')?.at, keptDraft('d40')?.at]).toEqual([null, 11, 40]);
  forgetAllDrafts();
  expect([keptDraft('d40'), sessionStorage.getItem('livefestival.staff')]).toEqual([null, 'token']);
});

test('where the room is full, an older draft goes; one that is too long is not kept', () => {
  keepDraft('old', kept('x'.repeat(6_000), 1));
  expect([keepDraft('new', kept('y'.repeat(6_000), 2)), keptDraft('old'), keptDraft('new')?.at]).toEqual([true, null, 2]);
  expect([keepDraft('new', kept('z'.repeat(20_000), 3)), keepDraft('new', kept('z'.repeat(500_000), 4)), keptDraft('new')]).toEqual([false, false, null]);
});

test('a browser without storage keeps nothing, and says so', () => {
  vi.stubGlobal('sessionStorage', undefined);
  expect([keepDraft('one', kept('x')), keptDraft('one')]).toEqual([false, null]);
  forgetDraft('one');
  forgetAllDrafts();
});

test('a form goes on from its draft, over what it was typed over', () => {
  const saved = { name: 'a', theme: 'b' };
  expect(began(kept('mine', 7), saved, 1)).toEqual({ draft: { name: 'mine', theme: 'b' }, base: { draft: saved, revision: 1 }, changes: [], restored: 7 });
  expect(began(null, saved, 1)).toMatchObject({ draft: saved, restored: null });
});

test('a draft of a former state is joined with the present one at once', () => {
  const saved = { name: 'theirs', theme: 'new', more: '' };

  expect(began(kept('mine', 7), saved, 2)).toEqual({
    draft: { name: 'mine', theme: 'new', more: '' },
    base: { draft: saved, revision: 2 },
    changes: [
      { field: 'name', theirs: 'theirs', mine: 'mine' },
      { field: 'theme', theirs: 'new' },
    ],
    restored: 7,
  });
  expect(began(kept('theirs'), { name: 'theirs', theme: 'b' }, 2)).toMatchObject({ restored: null, changes: [] });
});
