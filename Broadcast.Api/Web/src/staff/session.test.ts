import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepDraft, keptDraft } from '../forms/drafts';
import { storeOf } from '../forms/testing';
import { initialToken } from './session';

const token = (sub: string, session: number) => `x.${Buffer.from(JSON.stringify({ sub, session })).toString('base64url')}.y`;

/** Comes with a link that carries a token. */
function follow(link: string) {
  const replaceState = vi.fn();
  vi.stubGlobal('location', { hash: `#token=${link}`, pathname: '/anchor', search: '?festival=one' });
  vi.stubGlobal('history', { replaceState });
  expect(initialToken()).toBe(link);
  expect(replaceState).toHaveBeenCalledWith(null, '', '/anchor?festival=one');
}

beforeEach(() => void vi.stubGlobal('sessionStorage', storeOf(10_000)));
afterEach(() => void vi.unstubAllGlobals());

test('a link for another person does not show them what was typed before', () => {
  follow(token('li', 1));
  keepDraft('one', { at: 1, base: {}, revision: 1, draft: { text: 'x' } });
  follow(token('li', 2));
  expect(keptDraft('one')).not.toBeNull();
  follow(token('wang', 3));
  expect(keptDraft('one')).toBeNull();
});
