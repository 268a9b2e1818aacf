import type { StageReport } from '../../room/contracts';
import { useText } from '../../text/useText';
import { LevelMeter } from './LevelMeter';

/** A lower age than this (ms) is shown as below one second. */
const oneSecond = 1_000;

interface Figure {
  name: string;
  value: string | null;
  bad: boolean;
  /** Shown in the one line also when it is healthy. */
  always: boolean;
}

/** The measurements of a source, folded into one line; a figure with an alarm stands out in it. All of them are one tap away. */
export function HealthLines({ report }: { report: StageReport | null }) {
  const { t } = useText();
  if (!report?.known) return <p class="health-none">{report ? t.noHealth : '…'}</p>;
  const age = report.lastPacketAge ?? null;
  const skew = report.avSkew ?? null;
  const up = (code: string) => report.alarms.some((alarm) => alarm.code === code);
  const figures: Figure[] = [
    { name: t.frameRate, value: report.height > 0 ? `${report.height}p${report.frameRate.toFixed(0)}` : null, bad: up('fps.low'), always: true },
    { name: t.bitrate, value: report.bitrate > 0 ? `${(report.bitrate / 1000).toFixed(0)} kb/s` : null, bad: up('bitrate.low'), always: true },
    { name: t.gop, value: report.gop > 0 ? `${report.gop.toFixed(1)} s` : null, bad: up('gop.too_long'), always: true },
    { name: t.avSkew, value: skew === null ? null : `${skew > 0 ? '+' : ''}${skew.toFixed(0)} ms`, bad: up('av.skew'), always: false },
    { name: t.lastPacket, value: age === null ? null : age < oneSecond ? '< 1 s' : `${(age / 1000).toFixed(0)} s`, bad: up('packet.late'), always: false },
    { name: t.reconnects, value: String(report.reconnects), bad: up('source.unstable'), always: false },
    { name: t.input, value: report.input ? (t.inputs[report.input] ?? report.input) : null, bad: (report.inputNumber ?? 0) > 0, always: false },
  ];
  const line = figures.filter((figure) => (figure.always && figure.value !== null) || figure.bad);
  return (
    <div class="health" data-testid="health" data-live={report.live}>
      <LevelMeter level={report.level ?? null} peak={report.peak ?? null} bad={up('audio.silent') || up('audio.missing') || up('audio.clipping')} />
      <details>
        <summary>
          <span class="visually-hidden">{t.figures}</span>
          {line.length === 0 && t.noHealth}
          {line.map(({ name, value, bad }) => (
            <span key={name} class={bad ? 'bad number' : 'number'} title={name}>
              {bad && `${name} `}
              {value ?? '–'}
            </span>
          ))}
        </summary>
        <dl>
          {figures.map(({ name, value, bad }) => (
            <div key={name} class={bad ? 'bad' : ''}>
              <dt>{name}</dt>
              <dd class="number">{value ?? '–'}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
