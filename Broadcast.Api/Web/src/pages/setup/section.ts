import type { Festival } from '../../api/festivals';
import type { Session } from '../../staff/session';

/** What every section of the set-up page gets. */
export interface SectionProps {
  session: Session;
  /** Null until there is one. */
  festival: Festival | null;
  /** Goes to another festival; null for the one that is on or comes next, the empty string for one that is to be made. */
  choose: (festival: string | null) => void;
  /** Reads the festival again, after a section has changed it. */
  reload: () => void;
}
