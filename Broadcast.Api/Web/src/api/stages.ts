import { call } from './http';

/** What a stage's source sends now. */
export interface Health {
  live: boolean;
  width?: number | null;
  height?: number | null;
  frameRate?: number | null;
  /** Bits a second. */
  bitrate?: number | null;
  /** Seconds. */
  gop?: number | null;
  /** Milliseconds since the last packet. */
  lastPacketAge?: number | null;
  alarms: string[];
}

export const getHealth = (stage: string, token: string): Promise<Health> => call(`/stages/${encodeURIComponent(stage)}/health`, { token });
