import type { QuestionView } from '../../room/contracts';
import { useText } from '../../text/useText';

interface RunningOptionsProps {
  view: QuestionView;
  /** The option that was marked here as right; null when none was, or elsewhere. */
  marked: number | null;
  /** Marks an option; null when none can be marked any more. */
  mark: ((option: number) => void) | null;
  busy: boolean;
}

/** The options of a running question, each a button that marks it as right; then its result. */
export function RunningOptions({ view, marked, mark, busy }: RunningOptionsProps) {
  const { t } = useText();
  const most = Math.max(1, ...(view.counts ?? []));
  const right = view.answer ?? marked;
  return (
    <ol class="running-options" data-testid={view.state === 'revealed' ? 'result' : undefined}>
      {view.options.map((text, index) => (
        <li key={index} class={index === right ? 'right' : ''} data-testid={`count-${index}`} data-count={view.counts?.[index] ?? ''}>
          {mark ? (
            <button type="button" class="mark-option" aria-pressed={index === marked} disabled={busy} onClick={() => mark(index)} data-testid={`mark-${index}`}>
              <span class="mark-dot" aria-hidden="true" />
              <span>{text}</span>
              {index === marked && <em>{t.marked}</em>}
            </button>
          ) : (
            <>
              {view.counts && <span class="bar" style={{ width: `${((view.counts[index] ?? 0) / most) * 100}%` }} aria-hidden="true" />}
              <span>{text}</span>
              {view.counts && <span class="number">{view.counts[index] ?? 0}</span>}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
