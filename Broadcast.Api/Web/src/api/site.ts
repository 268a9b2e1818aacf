import { call } from './http';

export interface Site {
  demo: boolean;
  /** What guests may do: any of `read`, `like`, `chat`, `answer`. */
  guests: string[];
}

export const getSite = (): Promise<Site> => call('/site');
