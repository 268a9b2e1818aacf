import { expect, test } from 'vitest';
import { smallestLevel } from './smaller';

const level = (height: number, maxBitrate: number, videoCodec?: string) => ({ height, maxBitrate, videoCodec });

test('the lowest rendition with a picture is chosen, never one without', () => {
  expect(smallestLevel([level(0, 64_000), level(720, 2_500_000, 'avc1'), level(360, 800_000, 'avc1')])).toBe(2);
});

test('there is none below the only picture', () => {
  expect(smallestLevel([level(0, 64_000), level(720, 2_500_000, 'avc1')])).toBeNull();
  expect(smallestLevel([level(0, 500_000, 'avc1')])).toBeNull();
});
