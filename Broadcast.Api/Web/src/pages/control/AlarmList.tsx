import type { StageAlarm } from '../../room/contracts';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';

/** The alarms of a stage and how long they have lasted, the gravest first. */
export function AlarmList({ alarms, now }: { alarms: readonly StageAlarm[]; now: number }) {
  const { t } = useText();
  if (alarms.length === 0) return null;
  return (
    <ul class="alarms" aria-label={t.alarmsTitle}>
      {alarms.map((alarm) => (
        <li key={alarm.code} class={`alarm ${alarm.severity}`} data-testid={`alarm-${alarm.code}`}>
          <strong>{t.severities[alarm.severity]}</strong>
          <span>{t.alarms[alarm.code] ?? alarm.text}</span>
          <time dateTime={new Date(alarm.since).toISOString()} title={t.since}>
            {countdown(Math.max(0, now - alarm.since))}
          </time>
        </li>
      ))}
    </ul>
  );
}
