import type { Festival } from '../../api/festivals';
import { useText } from '../../text/useText';
import type { ReportState } from './reports';

/** Says aloud what was raised and what is over; a grave alarm interrupts, the rest waits its turn. */
export function AlarmNewsLine({ state, festival }: { state: ReportState; festival: Festival }) {
  const { t, named } = useText();
  const nameOf = (id: string) => {
    const stage = festival.stages.find((known) => known.id === id);
    return stage ? named(stage) : id;
  };
  const say = (prefix: string, grave: boolean, news: ReportState['raised']) =>
    news
      .filter(({ alarm }) => (alarm.severity === 'critical') === grave)
      .map(({ stage, alarm }) => `${prefix} ${nameOf(stage)}: ${t.alarms[alarm.code] ?? alarm.text}`);
  return (
    <>
      <p class="visually-hidden" role="alert">
        {say(t.raised, true, state.raised).join(' ')}
      </p>
      <p class="visually-hidden" role="status">
        {[...say(t.raised, false, state.raised), ...say(t.cleared, true, state.cleared), ...say(t.cleared, false, state.cleared)].join(' ')}
      </p>
    </>
  );
}
