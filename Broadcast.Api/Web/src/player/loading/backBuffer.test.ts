import { Events } from 'hls.js/light';
import type Hls from 'hls.js/light';
import { expect, test } from 'vitest';
import { BackBuffer, trimTo } from './backBuffer';
import type { BufferState } from './bufferState';

const quiet: BufferState = { bufferStart: 100, position: 150, bufferEnd: 152, listedEnd: 152.01, loading: false };

test('a long back buffer is removed at once, and some of it is left', () => {
  expect(trimTo(quiet)).toBe(135);
  expect(trimTo({ ...quiet, bufferStart: 110 })).toBeNull();
});

test('nothing is removed while something is loading, or about to', () => {
  expect(trimTo({ ...quiet, loading: true })).toBeNull();
  expect(trimTo({ ...quiet, listedEnd: 152.5 })).toBeNull();
});

test('loading is paused from the beginning of a removal until it has ended in every buffer', () => {
  const engine = fakeEngine();
  new BackBuffer(engine.hls, () => quiet);
  engine.emit(Events.BUFFER_CREATED, { tracks: { audio: {}, video: {} } });
  engine.emit(Events.FRAG_BUFFERED, {});
  engine.emit(Events.FRAG_BUFFERED, {});
  expect(engine.did).toEqual(['pause', 'remove audio 0-135', 'remove video 0-135']);
  engine.emit(Events.BUFFER_FLUSHED, { type: 'audio' });
  expect(engine.did).not.toContain('resume');
  engine.emit(Events.BUFFER_FLUSHED, { type: 'video' });
  expect(engine.did.at(-1)).toBe('resume');
});

test('loading continues when the buffer goes away during a removal', () => {
  const engine = fakeEngine();
  new BackBuffer(engine.hls, () => quiet);
  engine.emit(Events.BUFFER_CREATED, { tracks: { audiovideo: {} } });
  engine.emit(Events.FRAG_BUFFERED, {});
  engine.emit(Events.MEDIA_DETACHING, {});
  expect(engine.did).toEqual(['pause', 'remove audiovideo 0-135', 'resume']);
});

test('loading that something else had paused stays paused', () => {
  const engine = fakeEngine({ enabled: false });
  new BackBuffer(engine.hls, () => quiet);
  engine.emit(Events.BUFFER_CREATED, { tracks: { audiovideo: {} } });
  engine.emit(Events.FRAG_BUFFERED, {});
  engine.emit(Events.BUFFER_FLUSHED, { type: 'audiovideo' });
  expect(engine.did).toContain('remove audiovideo 0-135');
  expect(engine.did).not.toContain('resume');
});

function fakeEngine({ enabled } = { enabled: true }): { hls: Hls; did: string[]; emit: (event: string, data: object) => void } {
  const did: string[] = [];
  const listeners = new Map<string, (event: string, data: object) => void>();
  const hls = {
    on: (event: string, listener: (event: string, data: object) => void) => listeners.set(event, listener),
    trigger: (_: string, { type, startOffset, endOffset }: { type: string; startOffset: number; endOffset: number }) => did.push(`remove ${type} ${startOffset}-${endOffset}`),
    bufferingEnabled: enabled,
    pauseBuffering: () => did.push('pause'),
    resumeBuffering: () => did.push('resume'),
  };
  return { hls: hls as unknown as Hls, did, emit: (event, data) => listeners.get(event)?.(event, data) };
}
