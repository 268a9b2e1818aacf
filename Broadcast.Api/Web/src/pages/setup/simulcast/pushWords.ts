import type { PushStatus, PushTarget } from '../../../api/simulcast';
import type { enSetup } from '../../../text/enSetup';

/** What is said of a push: its state in a word, with a mark beside it, and a line with the rest. */
export interface PushWords {
  kind: 'off' | 'starting' | 'held' | 'connecting' | 'live' | 'waiting' | 'refused';
  mark: string;
  word: string;
  line: string;
}

const marks: Record<PushWords['kind'], string> = { off: '○', starting: '…', held: '‖', connecting: '…', live: '●', waiting: '↻', refused: '!' };

/**
 * @param target null for one of the host's settings
 * @param status null while Ingest does not know it yet
 * @param at formats a time of day, Unix ms
 */
export function pushWords(t: typeof enSetup, target: PushTarget | null, status: PushStatus | null, at: (time: number) => string): PushWords {
  const kind = target && !target.on ? 'off' : !status ? 'starting' : status.state === 'waiting' && status.refused ? 'refused' : status.state;
  return { kind, mark: marks[kind], word: t.pushStates[kind], line: status && kind !== 'off' ? lineOf(t, kind, status, at) : '' };
}

function lineOf(t: typeof enSetup, kind: PushWords['kind'], status: PushStatus, at: (time: number) => string): string {
  const again = status.retryAt === null ? '' : t.pushAgain(at(status.retryAt));
  switch (kind) {
    case 'live':
      return t.pushLive(at(status.since), Math.round(status.bitrate / 1000));
    case 'refused':
      return [status.reason ?? '', t.pushRefused, again].filter(Boolean).join(' · ');
    case 'waiting':
      return [status.reason ?? '', again].filter(Boolean).join(' · ');
    default:
      return '';
  }
}
