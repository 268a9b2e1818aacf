import type { StageReport } from '../../room/contracts';
import { useText } from '../../text/useText';
import { AlarmList } from './AlarmList';
import { LevelMeter } from './LevelMeter';

/** A lower age than this (ms) is shown as below one second. */
const oneSecond = 1_000;

/** The measurements of a source; those with an alarm stand out. */
export function HealthLines({ report, now }: { report: StageReport | null; now: number }) {
  const { t } = useText();
  if (!report?.known) return <p class="health-none">{report ? t.noHealth : '…'}</p>;
  const age = report.lastPacketAge ?? null;
  const skew = report.avSkew ?? null;
  const up = (code: string) => report.alarms.some((alarm) => alarm.code === code);
  return (
    <div class="health" data-testid="health" data-live={report.live}>
      <LevelMeter level={report.level ?? null} peak={report.peak ?? null} bad={up('audio.silent') || up('audio.missing') || up('audio.clipping')} />
      <dl>
        <Line name={t.bitrate} value={report.bitrate > 0 ? `${(report.bitrate / 1000).toFixed(0)} kb/s` : null} bad={up('bitrate.low')} />
        <Line name={t.frameRate} value={report.height > 0 ? `${report.height}p${report.frameRate.toFixed(0)}` : null} bad={up('fps.low')} />
        <Line name={t.gop} value={report.gop > 0 ? `${report.gop.toFixed(1)} s` : null} bad={up('gop.too_long')} />
        <Line name={t.avSkew} value={skew === null ? null : `${skew > 0 ? '+' : ''}${skew.toFixed(0)} ms`} bad={up('av.skew')} />
        <Line name={t.lastPacket} value={age === null ? null : age < oneSecond ? '< 1 s' : `${(age / 1000).toFixed(0)} s`} bad={up('packet.late')} />
        <Line name={t.reconnects} value={String(report.reconnects)} bad={up('source.unstable')} />
        <Line name={t.input} value={report.input ? (t.inputs[report.input] ?? report.input) : null} bad={(report.inputNumber ?? 0) > 0} />
      </dl>
      <AlarmList alarms={report.alarms} now={now} />
    </div>
  );
}

function Line({ name, value, bad = false }: { name: string; value: string | null; bad?: boolean }) {
  return (
    <div class={bad ? 'bad' : ''}>
      <dt>{name}</dt>
      <dd class="number">{value ?? '–'}</dd>
    </div>
  );
}
