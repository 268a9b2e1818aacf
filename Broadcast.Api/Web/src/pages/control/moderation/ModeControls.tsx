import { useEffect, useState } from 'preact/hooks';
import { setMode } from '../../../api/moderation';
import type { RoomMode } from '../../../room/contracts';
import { length } from '../../../text/format';
import { useText } from '../../../text/useText';

interface ModeControlsProps {
  room: string;
  /** The mode in force. */
  mode: RoomMode;
  may: boolean;
  token: string;
}

const chats = ['open', 'followers', 'staff'] as const;
const slows = [0, 5, 10, 30, 60, 300];
const follows = [0, 10, 60, 1_440, 10_080, 43_200];

/** The chat mode of a room. A choice is saved at once. */
export function ModeControls({ room, mode, may, token }: ModeControlsProps) {
  const { t, language, explain } = useText();
  const [wanted, setWanted] = useState<RoomMode | null>(null);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const inForce = JSON.stringify(mode);
  useEffect(() => setWanted(null), [inForce]);

  const shown = wanted ?? mode;
  const save = (change: Partial<RoomMode>) => {
    const next = { ...mode, ...change };
    setWanted(next);
    setSaving(true);
    setError(null);
    setMode(room, next, token)
      .catch((refusal: unknown) => {
        setWanted(null);
        setError(refusal);
      })
      .finally(() => setSaving(false));
  };
  const off = !may || saving;
  const lengths = (presets: readonly number[], current: number, size: number, none: string) =>
    [...new Set([...presets, current])].sort((a, b) => a - b).map((value) => (
      <option key={value} value={value}>
        {value === 0 ? none : length(value * size, language)}
      </option>
    ));
  const names = { open: t.modeOpen, followers: t.modeFollowers, staff: t.modeStaff };
  return (
    <fieldset class="mode" disabled={off} data-testid="mode" data-mode={mode.chat} data-slow={mode.slowSeconds} data-review={mode.review}>
      <legend class="visually-hidden">{t.mode}</legend>
      <div class="mode-chat" role="radiogroup" aria-label={t.modeChat}>
        {chats.map((chat) => (
          <label key={chat}>
            <input type="radio" name="mode-chat" checked={shown.chat === chat} onChange={() => save({ chat })} data-testid={`mode-${chat}`} />
            <span>{names[chat]}</span>
          </label>
        ))}
      </div>
      {shown.chat === 'followers' && (
        <label>
          {t.modeFollowed}
          <select class="field" value={shown.followedMinutes} onChange={(event) => save({ followedMinutes: Number(event.currentTarget.value) })}>
            {lengths(follows, shown.followedMinutes, 60, t.modeAnyTime)}
          </select>
        </label>
      )}
      <label>
        {t.modeSlow}
        <select class="field" value={shown.slowSeconds} onChange={(event) => save({ slowSeconds: Number(event.currentTarget.value) })} data-testid="mode-slow">
          {lengths(slows, shown.slowSeconds, 1, t.modeOff)}
        </select>
      </label>
      <label class="mode-review">
        <input type="checkbox" checked={shown.review} onChange={(event) => save({ review: event.currentTarget.checked })} data-testid="mode-review" />
        {t.modeReview}
      </label>
      {error !== null && (
        <p class="form-error" role="alert">
          {explain(error)}
        </p>
      )}
    </fieldset>
  );
}
