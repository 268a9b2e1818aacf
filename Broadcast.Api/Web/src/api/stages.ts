import { call } from './http';

/** What a stage's source sends now. */
export interface Health {
  live: boolean;
  publisher: { since: number; address: string; client: string } | null;
  width: number;
  height: number;
  /** Frames a second, and bits a second, over the last five seconds. */
  frameRate: number;
  bitrate: number;
  /** Seconds between the last two keyframes. */
  gop: number;
  /** Milliseconds since the last packet; null when none has come. */
  lastPacketAge: number | null;
  alarms: string[];
}

export const getHealth = (stage: string, token: string): Promise<Health> => call(`/stages/${encodeURIComponent(stage)}/health`, { token });
