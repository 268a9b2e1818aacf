import { useText } from '../text/useText';
import { Conflict } from './Conflict';

interface OrderConflictProps {
  /** The names in the order that was made here. */
  mine: readonly string[];
  /** The same in the order that another person has made meanwhile. */
  theirs: readonly string[];
  keep: () => void;
  take: () => void;
}

/** Two have put the same list in order. Either choice is saved at once. */
export function OrderConflict({ mine, theirs, keep, take }: OrderConflictProps) {
  const { t } = useText();
  return (
    <Conflict
      note={t.forms.orderText}
      differences={[{ key: 'order', label: t.forms.order, theirs: theirs.join(', '), mine: mine.join(', '), chosen: null, choose: (which) => (which === 'mine' ? keep() : take()) }]}
    />
  );
}
