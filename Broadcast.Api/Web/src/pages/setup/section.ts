import type { Festival } from '../../api/festivals';
import type { Session } from '../../staff/session';

/** What every section of the set-up page gets. */
export interface SectionProps {
  session: Session;
  /** Null until there is one. */
  festival: Festival | null;
  /** Reads the festival again, after a section has changed it. */
  reload: () => void;
}
