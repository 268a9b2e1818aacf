import { useText } from '../../text/useText';
import { meter } from './reports';

/** The loudness of the last second as a bar, with a mark at its peak. */
export function LevelMeter({ level, peak, bad }: { level: number | null; peak: number | null; bad: boolean }) {
  const { t } = useText();
  const valueText = level === null ? t.unknownLevel : `${level.toFixed(0)} dBFS`;
  return (
    <div class={bad ? 'level bad' : 'level'}>
      <div class="level-bar" role="meter" aria-label={t.level} aria-valuemin={-60} aria-valuemax={0} aria-valuenow={Math.max(-60, level ?? -60)} aria-valuetext={valueText}>
        <i style={{ clipPath: `inset(0 ${(1 - (level === null ? 0 : meter(level))) * 100}% 0 0)` }} />
        {peak !== null && <b style={{ left: `${meter(peak) * 100}%` }} />}
      </div>
      <span class="number">{level === null ? '–' : `${level.toFixed(0)} dB`}</span>
    </div>
  );
}
