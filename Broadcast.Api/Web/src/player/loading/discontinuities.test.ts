import { expect, test } from 'vitest';
import { smallDiscontinuities } from './discontinuities';

const playlist = (number: number): string => `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:57404816\n#EXT-X-DISCONTINUITY-SEQUENCE:${number}\n#EXTINF:1.92,\na.m4s\n`;

test('the number of a channel that counts in millions becomes small, and differences stay', () => {
  const small = smallDiscontinuities();
  expect(small(playlist(7_175_602))).toBe(playlist(100));
  expect(small(playlist(7_175_605))).toBe(playlist(103));
  expect(small(playlist(7_175_600))).toBe(playlist(98));
});

test('a small number stays, and no number becomes negative', () => {
  expect(smallDiscontinuities()(playlist(3))).toBe(playlist(3));
  const small = smallDiscontinuities();
  small(playlist(5_000));
  expect(small(playlist(2))).toBe(playlist(0));
});

test('what says nothing of discontinuities is left as it is', () => {
  expect(smallDiscontinuities()('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nll.m3u8\n')).toBe('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nll.m3u8\n');
});
