import type { Health } from '../../api/stages';
import { useText } from '../../text/useText';

/** Older than this (ms) a packet is late. */
const late = 1_000;

/** Seconds: no GOP should be longer than a segment may be. */
const longest = 4;

/** A source in numbers; what is out of order stands out. */
export function HealthLines({ health, failed }: { health: Health | null; failed: boolean }) {
  const { t } = useText();
  if (!health) return <p class="health-none">{failed ? t.noHealth : '…'}</p>;
  const age = health.lastPacketAge;
  return (
    <div class="health" data-testid="health" data-live={health.live}>
      <dl>
        <Line name={t.bitrate} value={health.bitrate > 0 ? `${(health.bitrate / 1000).toFixed(0)} kb/s` : null} />
        <Line name={t.frameRate} value={health.height > 0 ? `${health.height}p${health.frameRate.toFixed(0)}` : null} />
        <Line name={t.gop} value={health.gop > 0 ? `${health.gop.toFixed(1)} s` : null} bad={health.gop > longest} />
        <Line name={t.lastPacket} value={age === null ? null : age < late ? `${age} ms` : `${(age / 1000).toFixed(1)} s`} bad={age !== null && age > late} />
      </dl>
      {health.alarms.map((alarm) => (
        <p key={alarm} class="alarm" role="alert">
          {t.alarms[alarm] ?? alarm}
        </p>
      ))}
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
