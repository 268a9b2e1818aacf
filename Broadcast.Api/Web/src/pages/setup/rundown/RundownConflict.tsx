import { useSetupText } from '../useSetupText';
import type { differences } from './plan';

interface RundownConflictProps {
  differences: ReturnType<typeof differences>;
  take: () => void;
  keep: () => void;
}

/** What another person has saved meanwhile. What was typed is still there. */
export function RundownConflict({ differences: { added, changed, removed }, take, keep }: RundownConflictProps) {
  const { t } = useSetupText();
  return (
    <div class="setup-conflict" role="alert" data-testid="conflict">
      <p>
        <strong>{t.conflict}</strong> {t.setup.conflictText}
      </p>
      <ul>
        {added.length > 0 && <li>{t.setup.theyAdded(added.join(', '))}</li>}
        {changed.length > 0 && <li>{t.setup.theyChanged(changed.join(', '))}</li>}
        {removed.length > 0 && <li>{t.setup.theyRemoved(removed.join(', '))}</li>}
      </ul>
      <button type="button" class="button quiet" onClick={keep}>
        {t.keepMine}
      </button>
      <button type="button" class="button quiet" onClick={take}>
        {t.takeTheirs}
      </button>
    </div>
  );
}
