import { useCallback, useRef } from 'preact/hooks';
import { steer as order, type RelayAct, type Seen } from '../../api/channels';
import { toastError, toastGood, toastUndo } from '../../frame/Toasts';
import { useText } from '../../text/useText';
import type { Letter } from './useDeskKeys';
import { mayUndoSlate, type Taken } from './taken';
import type { Take } from './useTake';

interface SteerOptions {
  channel: string;
  onAir: Seen;
  taken: Taken | null;
  token: string;
  take: Take;
  refresh: () => void;
}

/** Holds the relay, shows the slate, and goes back to the rundown: at once and without confirmation. The slate offers to be undone. */
export function useSteer(options: SteerOptions): { byLetter: (letter: Letter) => void } {
  const { t } = useText();
  const latest = useRef(options);
  latest.current = options;

  const steer = useCallback(
    (act: RelayAct) => {
      const { channel, onAir, taken, token, take, refresh } = latest.current;
      order(channel, act, onAir, token)
        .then(() => {
          if (act !== 'filler' || !onAir) return;
          // What was there before comes back: the taken stage, or what the rundown says.
          toastUndo(t.slateIsOn, () => {
            if (!mayUndoSlate(onAir, latest.current.onAir)) toastGood(t.slateIsOver);
            else if (taken) take(onAir, true);
            else steer('return');
          });
        })
        .catch(toastError)
        .finally(refresh);
    },
    [t],
  );

  const byLetter = useCallback(
    (letter: Letter) => {
      const { taken } = latest.current;
      if (letter === 'hold' && !taken?.held) steer('hold');
      if (letter === 'back' && taken) steer(taken.held ? 'release' : 'return');
      if (letter === 'slate' && !(taken && taken.stage === null)) steer('filler');
    },
    [steer],
  );
  return { byLetter };
}
