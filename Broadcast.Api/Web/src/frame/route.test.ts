import { expect, test } from 'vitest';
import { routeOf } from './route';

test('paths lead to their pages', () => {
  expect(routeOf('/')).toEqual({ page: 'home' });
  expect(routeOf('/watch/gushi')).toEqual({ page: 'watch', channel: 'gushi', embed: false });
  expect(routeOf('/embed/festival')).toEqual({ page: 'watch', channel: 'festival', embed: true });
  expect(routeOf('/anchor')).toEqual({ page: 'anchor' });
  expect(routeOf('/control/')).toEqual({ page: 'control' });
  expect(routeOf('/replay/festival/s%201')).toEqual({ page: 'replay', channel: 'festival', slot: 's 1' });
  expect(routeOf('/item/tree-honey')).toEqual({ page: 'item', product: 'tree-honey' });
});

test('other paths lead nowhere', () => {
  for (const path of ['/watch', '/watch/a/b', '/nothing', '/item', '/%zz']) expect(routeOf(path)).toEqual({ page: 'missing' });
});
