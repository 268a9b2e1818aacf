import type { Festival } from '../../../api/festivals';
import { restoreStage } from '../../../api/setup';
import { toastError } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { useWhole } from '../useWhole';

/** The stages that are not offered any more, each with a way back. */
export function RetiredStages({ festival, token, reload }: { festival: Festival; token: string; reload: () => void }) {
  const { t, named } = useSetupText();
  const whole = useWhole(festival, token);
  const retired = whole?.stages.filter((stage) => stage.retiredAt) ?? [];
  if (retired.length === 0) return null;
  return (
    <details>
      <summary class="setup-summary">{t.setup.retiredStages(retired.length)}</summary>
      <ul class="setup-rows">
        {retired.map((stage) => (
          <li key={stage.id}>
            <div>
              <strong>{named(stage)}</strong>
            </div>
            <button type="button" class="button quiet" aria-label={`${t.setup.restore}: ${named(stage)}`} onClick={() => void restoreStage(stage.id, token).catch(toastError).finally(reload)} data-testid={`restore-${stage.id}`}>
              {t.setup.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
