import type { StageHealth } from '../../../api/setup';
import { testPicture } from '../overview/readiness';

/** What the live check says: who sends, and what to change. */
export interface Check {
  /** `waiting`: nobody sends; `test`: the test picture; `starting`: somebody sends, and no picture is out yet. */
  state: 'waiting' | 'starting' | 'test' | 'fine' | 'change';
  /** Codes of what to change, each with a text that says where. */
  advice: string[];
  /** Why the server turned an encoder away last, while nobody sends; a stable word. */
  refusal: string | null;
}

/** Faster than this, frames are not even: OBS with the wrong base frame rate. */
const slowest = 15;

/** Reads a stage's health. Alarms of the server's own, such as a full disk, are no fault of the encoder. */
export function checkOf(health: StageHealth | null): Check {
  const none = { advice: [], refusal: null };
  if (!health?.publisher) return { ...none, state: 'waiting', refusal: health?.lastRefusal ?? null };
  if (health.publisher.client === testPicture) return { ...none, state: 'test' };
  if (!health.live) return { ...none, state: health.alarms.length > 0 ? 'change' : 'starting', advice: encoderAlarms(health.alarms) };

  const advice = encoderAlarms(health.alarms);
  if (health.soundChannels === 1) advice.push('sound.mono');
  if (health.soundChannels === 0 && !advice.includes('audio.missing')) advice.push('audio.missing');
  if (health.frameRate > 0 && health.frameRate < slowest && !advice.includes('fps.low')) advice.push('fps.low');
  if (health.gop > 4 && !advice.includes('gop.too_long')) advice.push('gop.too_long');
  return { ...none, state: advice.length > 0 ? 'change' : 'fine', advice };
}

const ofTheServer = ['ladder.', 'recording.', 'clock.', 'outbox.', 'shop_events.', 'codes.', 'outcomes.'];
const encoderAlarms = (alarms: readonly string[]) => alarms.filter((code) => !ofTheServer.some((prefix) => code.startsWith(prefix)));
