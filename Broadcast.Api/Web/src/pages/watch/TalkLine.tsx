import { useNow } from '../../frame/useNow';
import type { RoomMode } from '../../room/contracts';
import { countdown, length } from '../../text/format';
import { useText } from '../../text/useText';
import type { Pause, Silence } from './talkLimits';

interface TalkLineProps {
  mode: RoomMode;
  silence: Silence | null;
  pause: Pause | null;
  /** The last message waits for a moderator. */
  held: boolean;
}

/** Above the input: the room's mode, and when the viewer may talk again. Nothing while everybody may talk. */
export function TalkLine({ mode, silence, pause, held }: TalkLineProps) {
  const { t, language } = useText();
  const silences = { guests: t.chatLocked, banned: t.talkBanned, staff: t.talkStaff, followers: t.talkFollowers(length(mode.followedMinutes * 60, language), mode.followedMinutes) };
  const rules = silence ? [silences[silence]] : pause?.why === 'timeout' ? [t.talkTimeout] : [];
  if (rules.length === 0 && mode.slowSeconds > 0) rules.push(t.talkSlow(length(mode.slowSeconds, language)));
  if (!silence && mode.review) rules.push(t.talkReview);
  if (rules.length === 0 && !held) return null;
  return (
    <div class="talk-line" id="talk-line">
      <p role="status" data-testid="talk-line">
        {rules.join(' ')}
      </p>
      {!silence && pause && <Left until={pause.until} />}
      {held && (
        <p class="talk-held" role="status" data-testid="held-notice">
          {t.chatHeld}
        </p>
      )}
    </div>
  );
}

function Left({ until }: { until: number }) {
  const { t } = useText();
  const now = useNow(200);
  return (
    <p class="talk-left" role="timer" data-testid="talk-left">
      {t.talkNext(countdown(until - now))}
    </p>
  );
}
