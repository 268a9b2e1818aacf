import type { RoomMode } from '../../../room/contracts';
import { length } from '../../../text/format';
import { useText } from '../../../text/useText';

/** Formats a mode, which the audit trail has as JSON; a text that is no mode is returned unchanged. */
export function useModeText(): (text: string) => string {
  const { t, language } = useText();
  return (text) => {
    const mode = parse(text);
    if (!mode) return text;
    const names: Record<string, string> = { open: t.modeOpen, followers: t.modeFollowers, staff: t.modeStaff };
    const followed = mode.chat === 'followers' && mode.followedMinutes > 0 && `${t.modeFollowed} ${length(mode.followedMinutes * 60, language)}`;
    const slow = mode.slowSeconds > 0 && `${t.modeSlow} ${length(mode.slowSeconds, language)}`;
    return [names[mode.chat] ?? mode.chat, followed, slow, mode.review && t.modeReview].filter(Boolean).join(' · ');
  };
}

function parse(text: string): RoomMode | null {
  try {
    const mode = JSON.parse(text) as RoomMode | null;
    return mode && typeof mode === 'object' && 'slowSeconds' in mode ? mode : null;
  } catch {
    return null;
  }
}
