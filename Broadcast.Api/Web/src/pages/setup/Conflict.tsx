import { useSetupText } from './useSetupText';
import type { TheirChange } from './merge';

interface ConflictProps<Draft> {
  changes: readonly TheirChange<Draft>[];
  label: (field: keyof Draft & string) => string;
  /** Puts theirs into the form, in place of what was typed. */
  take: (field: keyof Draft & string, theirs: unknown) => void;
}

const plain = (value: unknown): string =>
  Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'object' && item ? String((item as { name?: unknown }).name ?? '') : String(item))).join(', ') : String(value ?? '');

/** What another person has saved meanwhile; what was typed is still in the form, and is saved by saving again. */
export function Conflict<Draft>({ changes, label, take }: ConflictProps<Draft>) {
  const { t } = useSetupText();
  return (
    <div class="setup-conflict" role="alert" data-testid="conflict">
      <p>
        <strong>{t.setup.conflict}</strong> {t.setup.conflictText}
      </p>
      <ul>
        {changes.map((change) => (
          <li key={change.field}>
            <span>
              {label(change.field)}: <q>{plain(change.theirs)}</q>
              {change.mine === undefined ? ` (${t.setup.takenOver})` : ''}
            </span>
            {change.mine !== undefined && (
              <button type="button" class="button quiet" onClick={() => take(change.field, change.theirs)}>
                {t.setup.takeTheirs}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
