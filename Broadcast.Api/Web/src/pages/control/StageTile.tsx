import type { Stage } from '../../api/festivals';
import { getRoom } from '../../api/rooms';
import { usePolled } from '../../frame/usePolled';
import { EyeIcon } from '../../picture/icons';
import { Monitor } from '../../picture/Monitor';
import { Poster } from '../../picture/Poster';
import type { StageReport } from '../../room/contracts';
import { useText } from '../../text/useText';
import { HealthLines } from './HealthLines';
import type { Cut } from './useTake';

interface StageTileProps {
  stage: Stage;
  number: number;
  report: StageReport | null;
  slate: boolean;
  onAir: boolean;
  next: boolean;
  /** The pending cut, to this stage or to another. */
  cut: Cut | null;
  now: number;
  pictures: boolean;
  take: () => void;
}

/** One stage: its picture, its tally (red on air, green next), its health, and the button that takes it. */
export function StageTile({ stage, number, report, slate, onAir, next, cut, now, pictures, take }: StageTileProps) {
  const { t, named } = useText();
  const room = usePolled(`room ${stage.id}`, () => getRoom(stage.id), 5_000);
  const live = report?.known ? report.live : !slate;
  const gravest = report?.alarms[0]?.severity ?? '';
  const [coming, stays] = [cut?.stage === stage.id, onAir && cut !== null && cut.stage !== stage.id];
  const tally = onAir ? 'on' : next ? 'next' : '';
  return (
    <article class={`tile ${tally}`} data-stage={stage.id} data-testid={`tile-${stage.id}`} data-tally={tally} data-alarm={gravest}>
      <div class="tile-picture">
        {pictures ? (
          <Monitor channel={stage.id} label={named(stage)} />
        ) : (
          <Poster channel={stage.id} label={named(stage)} />
        )}
        <kbd>{number}</kbd>
        {gravest && report && (
          <span class={`badge tile-alarms ${gravest}`}>
            {t.severities[gravest]} {report.alarms.length > 1 && <span class="number">+{report.alarms.length - 1}</span>}
          </span>
        )}
        {(slate || !live) && <span class="badge slate-badge">{live ? t.slate : t.offline}</span>}
      </div>
      <header>
        <h2>{named(stage)}</h2>
        <span class="tile-count number" title={t.viewers(String(room.value?.counts.viewers ?? 0))}>
          <EyeIcon /> {room.value?.counts.viewers ?? '–'}
        </span>
      </header>
      <HealthLines report={report} />
      {/* Not disabled: it would lose the focus with each take. */}
      <button type="button" class="button take" aria-disabled={coming || (onAir && !stays)} onClick={take} data-testid={`take-${stage.id}`}>
        {cut && coming ? (cut.at !== null && cut.at > now ? t.cutIn(((cut.at - now) / 1000).toFixed(1)) : t.cutting) : stays ? t.stay : onAir ? t.onAirBig : t.take}
      </button>
    </article>
  );
}
