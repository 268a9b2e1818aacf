import { Events, type default as Hls } from 'hls.js/light';
import { expect, test } from 'vitest';
import { isMistaken, MistakenGaps } from './gaps';

const nothing = { length: 0 } as TimeRanges;

test('a gap that the playlist declares is no mistake', () => {
  expect(isMistaken({ gap: true, tagList: [['INF', '2']] })).toBe(true);
  expect(isMistaken({ gap: true, tagList: [['GAP']] })).toBe(false);
  expect(isMistaken({ gap: false, tagList: [] })).toBe(false);
});

test('a mistake is corrected once per segment, in every object of it', () => {
  const engine = fakeEngine();
  const gaps = new MistakenGaps(engine.hls, { buffered: nothing } as HTMLVideoElement);
  expect(gaps.correct(10)).toBeNull();
  engine.gap();
  expect(gaps.correct(10)).toBe(0);
  expect(engine.gone).toEqual([7]);
  expect([engine.frag.gap, engine.listed.gap]).toEqual([false, false]);
  engine.gap();
  expect(gaps.correct(10)).toBeNull();
});

function fakeEngine() {
  let emit: (event: string, data: object) => void = () => undefined;
  const gone: number[] = [];
  const frag = { sn: 7, gap: false, tagList: [] };
  const listed = { ...frag };
  const hls = {
    on: (event: string, listener: typeof emit) => event === Events.ERROR && (emit = listener),
    latestLevelDetails: { fragments: [listed], partList: null },
    streamController: { fragmentTracker: { removeFragment: ({ sn }: typeof frag) => gone.push(sn) } },
  };
  const gap = (): void => {
    frag.gap = listed.gap = true;
    emit(Events.ERROR, { details: 'fragGap', frag });
  };
  return { hls: hls as unknown as Hls, frag, listed, gone, gap };
}
