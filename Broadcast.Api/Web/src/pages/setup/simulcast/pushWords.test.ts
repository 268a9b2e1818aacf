import { describe, expect, it } from 'vitest';
import type { PushStatus, PushTarget } from '../../../api/simulcast';
import { enSetup } from '../../../text/enSetup';
import { zhSetup } from '../../../text/zhSetup';
import { platformOf } from './platforms';
import { pushWords } from './pushWords';

const target: PushTarget = { id: 't-1', channel: 'festival', name: 'Bilibili', server: 'rtmp://live-push.bilivideo.com/live-bvc', keyEnd: '', on: true, revision: 1 };
const status: PushStatus = { target: 't-1', fromSettings: false, url: 'rtmp://host/app', state: 'live', since: 1, reason: null, refused: false, retryAt: null, bitrate: 2_480_400 };
const words = (of: Partial<PushStatus>, whose: PushTarget | null = target) => pushWords(enSetup, whose, { ...status, ...of }, (time) => `T${time}`);

describe('the words of a push', () => {
  it('says since when and with how much it is live', () => expect(words({})).toMatchObject({ kind: 'live', line: 'since T1 · 2480 kbit/s' }));

  it('asks for the key where the platform has refused it, with the platform’s words', () => {
    const refused = words({ state: 'waiting', reason: 'NetStream.Publish.BadName: no', refused: true, retryAt: 9 });
    expect(refused.kind).toBe('refused');
    expect(refused.line).toContain('NetStream.Publish.BadName: no');
    expect(refused.line).toContain('key');
    expect(refused.line).toContain('T9');
  });

  it('names the reason and the next attempt', () => expect(words({ state: 'waiting', reason: 'Connection refused', retryAt: 9 })).toMatchObject({ kind: 'waiting', line: 'Connection refused · next attempt at T9' }));

  it('is off whatever Ingest says still, and starting until it says something', () => {
    expect(words({}, { ...target, on: false })).toMatchObject({ kind: 'off', line: '' });
    expect(pushWords(zhSetup, target, null, String)).toMatchObject({ kind: 'starting', line: '' });
    expect(words({ state: 'held' }, null).kind).toBe('held');
  });
});

it('knows a platform by its server', () => {
  expect(platformOf(' rtmp://live-push.bilivideo.com/live-bvc/ ')?.id).toBe('bilibili');
  expect(platformOf('')).toBeNull();
});
