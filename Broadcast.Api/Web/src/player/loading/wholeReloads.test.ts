import { expect, test } from 'vitest';
import { withoutPart } from './wholeReloads';

test('the segment is requested, and not a part of it', () => {
  expect(withoutPart('/live/a/ll.m3u8?_HLS_msn=7&_HLS_part=7&_HLS_skip=YES')).toBe('/live/a/ll.m3u8?_HLS_msn=7&_HLS_skip=YES');
  expect(withoutPart('/live/a/ll.m3u8?token=x&_HLS_msn=7&_HLS_part=0')).toBe('/live/a/ll.m3u8?token=x&_HLS_msn=7');
});

test('other URLs are not changed', () => {
  for (const address of ['/live/a/plain.m3u8?from=1', '/live/a/ll.m3u8?_HLS_msn=7', '/live/a/index.m3u8']) expect(withoutPart(address)).toBe(address);
});
