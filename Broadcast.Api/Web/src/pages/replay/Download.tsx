import { useEffect, useRef, useState } from 'preact/hooks';
import { refused, statusOf } from '../../player/statusOf';
import { useText } from '../../text/useText';

const pause = 3_000;

/** The longest wait (ms): even a film of hours is made within minutes. */
const patience = 15 * 60_000;

/** Downloads the film. The server makes it at the first request; the button waits until it is ready. */
export function Download({ film, admit }: { film: string; admit: () => Promise<unknown> }) {
  const { t } = useText();
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle');
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), [film]);
  const get = async () => {
    setState('making');
    const { signal } = (asking.current = new AbortController());
    const made = await wait(film, admit, signal);
    if (signal.aborted) return;
    setState(made ? 'idle' : 'failed');
    if (made) location.assign(film);
  };
  return (
    <p class="download">
      <button type="button" class="button quiet" disabled={state === 'making'} onClick={() => void get()} data-testid="download">
        {state === 'making' ? t.filmMaking : t.download}
      </button>
      {state === 'failed' && <span role="alert">{t.filmFailed}</span>}
    </p>
  );
}

/** Waits until the film exists; false when it cannot be made. */
async function wait(film: string, admit: () => Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  let admitted = false;
  for (const until = Date.now() + patience; Date.now() < until && !signal.aborted; ) {
    const status = await statusOf(film, signal);
    if (status === 200) return true;
    if (refused(status) && !admitted) {
      admitted = true;
      await admit().catch((error: unknown) => console.warn('film: not admitted', error));
      continue;
    }
    if (status !== 202) return false;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
}
