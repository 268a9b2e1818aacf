import { expect, test } from 'vitest';
import { paths, routeOf } from './paths';

test('paths lead to their pages', () => {
  expect(routeOf('/')).toEqual({ page: 'home' });
  expect(routeOf('/watch/gushi')).toEqual({ page: 'watch', channel: 'gushi', embed: false });
  expect(routeOf('/embed/festival')).toEqual({ page: 'watch', channel: 'festival', embed: true });
  expect(routeOf('/anchor')).toEqual({ page: 'anchor' });
  expect(routeOf('/control/')).toEqual({ page: 'control' });
  expect(routeOf('/replay/festival/s%201')).toEqual({ page: 'replay', channel: 'festival', slot: 's 1' });
  expect(routeOf('/replay/festival')).toEqual({ page: 'replays', channel: 'festival' });
  expect(routeOf('/join')).toEqual({ page: 'join' });
  expect(routeOf('/account')).toEqual({ page: 'account' });
  expect(routeOf('/sign-in')).toEqual({ page: 'signIn' });
  expect(routeOf('/item/tree-honey')).toEqual({ page: 'item', product: 'tree-honey' });
});

test('every path that pages link to leads back to its page', () => {
  expect(routeOf(paths.home)).toEqual({ page: 'home' });
  expect(routeOf(paths.watch('a b'))).toEqual({ page: 'watch', channel: 'a b', embed: false });
  expect(routeOf(paths.replay('festival', 's/1'))).toEqual({ page: 'replay', channel: 'festival', slot: 's/1' });
  expect(routeOf(paths.replays('festival'))).toEqual({ page: 'replays', channel: 'festival' });
});

test('other paths lead to the page for unknown addresses', () => {
  for (const path of ['/watch', '/watch/a/b', '/nothing', '/item', '/%zz']) expect(routeOf(path)).toEqual({ page: 'missing' });
});
