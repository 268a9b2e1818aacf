import type { Festival } from '../../api/festivals';
import type { Replay } from '../../api/replays';
import { paths } from '../../paths';
import { Still } from '../../picture/Still';
import { clockTime, countdown, day } from '../../text/format';
import { useText } from '../../text/useText';
import './replayList.css';

/** Links to replays, each with a still picture of a third into it: the first pictures are mostly of somebody who waits. */
export function ReplayList({ festival, replays }: { festival: Festival | null; replays: readonly Replay[] }) {
  const { t, named, either, language } = useText();
  return (
    <ol class="replay-list">
      {replays.map((replay) => {
        const stage = festival?.stages.find((known) => known.id === replay.stage);
        const name = stage ? named(stage) : either(replay.stageName, replay.stageNameEn) || (replay.stage ?? t.relayChannel);
        return (
          <li key={replay.slot} data-stage={replay.stage ?? undefined} data-testid="replay-row">
            <a href={paths.replay(replay.channel, replay.slot)}>
              <Still channel={replay.channel} at={replay.start + (replay.duration * 1000) / 3} stage={replay.stage} />
              <span class="replay-text">
                <strong>{name}</strong>
                {replay.title && replay.title !== name && <span>{either(replay.title, replay.titleEn)}</span>}
                <span>
                  {day(replay.start, language)} <time dateTime={new Date(replay.start).toISOString()}>{clockTime(replay.start, language)}</time>
                </span>
              </span>
              <span class="replay-length number">{countdown(replay.duration * 1000)}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
