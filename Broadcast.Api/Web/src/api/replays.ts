import { call } from './http';

export interface ReplayMark {
  id: string;
  kind: 'chapter' | 'pin' | 'question';
  /** Channel time, Unix milliseconds. */
  at: number;
  stage?: string | null;
  title: string;
  titleEn?: string | null;
  product?: string | null;
  answer?: string | null;
  winners?: number | null;
}

export interface Replay {
  channel: string;
  slot: string;
  stage: string | null;
  /** The stage's name at that time: it may be retired. Null in recordings of older builds. */
  stageName?: string | null;
  stageNameEn?: string | null;
  title: string;
  titleEn?: string | null;
  /** Date-time of the first picture, Unix milliseconds. */
  start: number;
  /** Seconds. */
  duration: number;
  playlist: string;
  film: string;
  /** `offset`: seconds from the beginning. */
  marks: { offset: number; mark: ReplayMark }[];
}

const pathOf = (channel: string) => `/channels/${encodeURIComponent(channel)}/replays`;

export const listReplays = (channel: string): Promise<Replay[]> => call(pathOf(channel));
export const getReplay = (channel: string, slot: string): Promise<Replay> => call(`${pathOf(channel)}/${encodeURIComponent(slot)}`);
