import { useRef } from 'preact/hooks';
import { useText } from '../../text/useText';
import type { Taken } from './taken';
import { letters, type Letter } from './useDeskKeys';

interface TakenActsProps {
  taken: Taken | null;
  /** Whether letters act. */
  keys: boolean;
  act: (letter: Letter) => void;
}

/** Holds what is on air, shows the slate, and goes back to the rundown. Hold and slate stay in their places, whatever is on air. */
export function TakenActs({ taken, keys, act }: TakenActsProps) {
  const { t } = useText();
  const hold = useRef<HTMLButtonElement>(null);
  const held = taken?.held != null;
  const own = (letter: Letter) => ({ type: 'button' as const, class: 'button quiet', 'aria-keyshortcuts': keys ? letters[letter] : undefined });
  const hint = (letter: Letter) => keys && <kbd aria-hidden="true">{letters[letter]}</kbd>;
  const back = () => {
    // The button goes with the take.
    hold.current?.focus();
    act('back');
  };
  return (
    <div class="taken-acts" role="group" aria-label={t.byHand}>
      {taken && !held && (
        <button {...own('back')} onClick={back} data-testid="resume-rundown">
          {t.resume} {hint('back')}
        </button>
      )}
      <button {...own(held ? 'back' : 'hold')} ref={hold} onClick={() => act(held ? 'back' : 'hold')} data-testid={held ? 'release' : 'hold'}>
        {held ? t.release : t.hold} {hint(held ? 'back' : 'hold')}
      </button>
      <button {...own('slate')} aria-disabled={taken?.stage === null} onClick={() => act('slate')} data-testid="show-slate">
        {t.showSlate} {hint('slate')}
      </button>
    </div>
  );
}
