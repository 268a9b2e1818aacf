import type { Festival } from '../../api/festivals';
import { countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { allAlarms, fineOf } from './allAlarms';
import type { ReportState } from './reports';

/** What is broken anywhere, the gravest first; one line while nothing is. */
export function AlarmsPanel({ festival, state, now }: { festival: Festival; state: ReportState; now: number }) {
  const { t, named } = useText();
  const alarms = allAlarms(state.stages);
  const fine = fineOf(state.stages);
  const all = festival.stages.length;
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };
  return (
    <section id="alarms" tabIndex={-1} class="panel strip-panel alarms-panel" aria-label={t.alarmsTitle} data-testid="alarms" data-count={alarms.length}>
      <div class="strip-head">
        <h2>{t.alarmsTitle}</h2>
        <span class={fine === all ? 'strip-fine' : 'strip-count number'}>{fine === all ? t.healthy(all) : t.healthyOf(fine, all)}</span>
      </div>
      {alarms.length > 0 && (
        <ul class="alarms" tabIndex={0} aria-label={t.alarmsTitle}>
          {alarms.map(({ stage, alarm }) => (
            <li key={`${stage} ${alarm.code}`} class={`alarm ${alarm.severity}`} data-testid={`alarm-${alarm.code}`} data-stage={stage}>
              <strong>{t.severities[alarm.severity]}</strong>
              <span>
                <b>{nameOf(stage)}</b> {t.alarms[alarm.code] ?? alarm.text}
              </span>
              <time dateTime={new Date(alarm.since).toISOString()} title={t.since}>
                {countdown(Math.max(0, now - alarm.since))}
              </time>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
