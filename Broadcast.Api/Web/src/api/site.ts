import { call } from './http';
import type { Via } from './viewers';

export interface Site {
  demo: boolean;
  /** True when the audience, the pins and the questions are simulated. */
  simulated: boolean;
  /** The festival of the home page; null when there is none. */
  festival: string | null;
  /** What guests may do there: any of `read`, `like`, `chat`, `answer`. */
  guests: string[];
  /** How viewers can sign in with a code; empty when they cannot. */
  signIn: Via[];
  /** True in the demo: codes are shown in place of being sent. */
  showsCodes: boolean;
  /** Whether viewers can use a login in place of a code. */
  login: boolean;
  /** Origins of other sites whose visitors may sign in here. */
  partners: string[];
}

export const getSite = (): Promise<Site> => call('/site');
