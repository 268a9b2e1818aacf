import { fromLocalInput, toLocalInput } from '../../text/format';
import { useText } from '../../text/useText';
import { maySchedule, offeredTime } from './draft';

interface WhenFieldProps {
  /** When it opens, Unix milliseconds; null for at once. */
  opensAt: number | null;
  change: (opensAt: number | null) => void;
  serverNow: () => number;
  name: string;
}

/** At once, or at a time of the festival's clock. */
export function WhenField({ opensAt, change, serverNow, name }: WhenFieldProps) {
  const { t } = useText();
  return (
    <div class="when-field">
      <div class="when-choice" role="group" aria-label={t.whenOpens}>
        <button type="button" aria-pressed={opensAt === null} onClick={() => change(null)} data-testid={`${name}-now`}>
          {t.whenNow}
        </button>
        <button type="button" aria-pressed={opensAt !== null} onClick={() => change(opensAt ?? offeredTime(serverNow()))} data-testid={`${name}-later`}>
          {t.whenLater}
        </button>
      </div>
      {opensAt !== null && (
        <input
          class="field number"
          type="datetime-local"
          required
          aria-label={t.opensAtTime}
          value={toLocalInput(opensAt).slice(0, opensAt % 60_000 === 0 ? 16 : 19)}
          onInput={(event) => event.currentTarget.value && change(fromLocalInput(event.currentTarget.value))}
          data-testid={`${name}-time`}
        />
      )}
      {opensAt !== null &&
        (maySchedule(opensAt, serverNow()) ? (
          <p class="scheduled-note">{t.scheduledSealed}</p>
        ) : (
          <p class="scheduled-note" role="alert">
            {t.codes['schedule.time']}
          </p>
        ))}
    </div>
  );
}
