import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../text/useText';
import './forms.css';

/** Something that two have changed, or that another person alone has. */
export interface Difference {
  key: string;
  label: string;
  theirs: string;
  /** Undefined where nothing was typed here: theirs is taken over. */
  mine?: string | undefined;
  /** Which of the two is in the form now; null where that is still to be decided. */
  chosen: 'mine' | 'theirs' | null;
  choose: (which: 'mine' | 'theirs') => void;
}

/** So many that are taken over are shown at once: a whole day may have been planned anew. */
const shownAtOnce = 5;

/** What another person has saved meanwhile, beside what was typed here, which is kept and is saved by saving again. */
export function Conflict({ differences, note }: { differences: readonly Difference[]; note?: string }) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const taken = differences.filter((one) => one.mine === undefined);
  const more = taken.slice(shownAtOnce);
  const shown = [...differences.filter((one) => one.mine !== undefined), ...taken.slice(0, shownAtOnce)];
  return (
    <div class="form-conflict" role="alert" tabIndex={-1} ref={box} data-testid="conflict">
      <p>
        <strong>{t.forms.conflict}</strong> {note ?? t.forms.conflictText}
      </p>
      <div role="list">{shown.map(line)}</div>
      {more.length > 0 && (
        <details>
          <summary>{t.forms.moreTaken(more.length)}</summary>
          <div role="list">{more.map(line)}</div>
        </details>
      )}
    </div>
  );
}

const line = ({ key, ...difference }: Difference) => <Line key={key} name={key} {...difference} />;

function Line({ name, label, theirs, mine, chosen, choose }: Omit<Difference, 'key'> & { name: string }) {
  const { t } = useText();
  return (
    <div role="listitem" data-testid={`conflict-${name}`}>
      <strong>{label}</strong>
      <span>
        {t.forms.they} <q>{theirs || '–'}</q>
        {mine === undefined && ` (${t.forms.takenOver})`}
      </span>
      {mine !== undefined && (
        <>
          <span>
            {t.forms.you} <q>{mine || '–'}</q>
          </span>
          <span class="form-conflict-choice" role="group" aria-label={label}>
            <button type="button" class="button quiet" aria-pressed={chosen === null ? undefined : chosen === 'mine'} onClick={() => choose('mine')} data-testid="keep-mine">
              {t.forms.keepMine}
            </button>
            <button type="button" class="button quiet" aria-pressed={chosen === null ? undefined : chosen === 'theirs'} onClick={() => choose('theirs')} data-testid="take-theirs">
              {t.forms.takeTheirs}
            </button>
          </span>
        </>
      )}
    </div>
  );
}
