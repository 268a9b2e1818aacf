import type { Festival } from '../../api/festivals';
import { useText } from '../../text/useText';
import type { ReportState } from './reports';

/** Announces new and ended alarms to screen readers; a new critical alarm interrupts, the others wait. */
export function AlarmNewsLine({ state, festival }: { state: ReportState; festival: Festival }) {
  const { t, named } = useText();
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };
  const texts = (prefix: string, grave: boolean, news: ReportState['raised']) =>
    news
      .filter(({ alarm }) => (alarm.severity === 'critical') === grave)
      .map(({ stage, alarm }) => `${prefix} ${nameOf(stage)}: ${t.alarms[alarm.code] ?? alarm.text}`);
  return (
    <>
      <p class="visually-hidden" role="alert">
        {texts(t.raised, true, state.raised).join(' ')}
      </p>
      <p class="visually-hidden" role="status">
        {[...texts(t.raised, false, state.raised), ...texts(t.cleared, true, state.cleared), ...texts(t.cleared, false, state.cleared)].join(' ')}
      </p>
    </>
  );
}
