/** One of a list that two may change, such as a slot of a plan. A new one may have no id until it is saved. */
export interface Row {
  id?: string;
}

/** What another person has done to a row. */
export interface RowChange<Saved extends Row, Field extends string> {
  id: string;
  /** As it is here; theirs where it is not here. */
  row: Saved;
  /** `whole` is all of it, added or taken out. */
  part: Field | 'whole';
  /** Their value; of `whole` their row, null where they have taken it out. */
  theirs: unknown;
  /** What was typed here, in the same way; undefined where nothing was. */
  mine?: unknown;
  /** Of `whole`, the place in the list that has it. */
  at?: number;
}

/** Rows of one kind. */
export interface RowKind<Saved extends Row, Mine extends Saved, Field extends keyof Saved & string> {
  /** What two can change of a row. */
  fields: readonly Field[];
  /** A field as it is compared. */
  valueOf: (row: Saved, field: Field) => unknown;
  /** Makes a saved row one that can be edited. */
  edited: (row: Saved) => Mine;
}

/**
 * Joins a list that was edited with what another person has saved since, row by row and field by field: what was changed on one side only holds;
 * where both have changed the same field, or one has taken out what the other has changed, what was typed here stays, and is told. New rows of
 * theirs are behind all others.
 */
export function mergeRows<Saved extends Row, Mine extends Saved, Field extends keyof Saved & string>(
  { fields, valueOf, edited }: RowKind<Saved, Mine, Field>,
  base: readonly Saved[],
  mine: readonly Mine[],
  theirs: readonly Saved[],
): { rows: Mine[]; changes: RowChange<Saved, Field>[] } {
  const changes: RowChange<Saved, Field>[] = [];
  const [before, now] = [byId(base), byId(theirs)];
  const alike = (one: Saved, other: Saved) => fields.every((field) => valueOf(one, field) === valueOf(other, field));
  const note = (row: Saved, part: Field | 'whole', their: unknown, own?: unknown, at?: number) =>
    changes.push({ id: row.id ?? '', row, part, theirs: their, ...(own !== undefined && { mine: own }), ...(at !== undefined && { at }) });

  const rows = mine.flatMap((row, at): Mine[] => {
    const was = before.get(row.id ?? '');
    const their = now.get(row.id ?? '');
    // New here, or sent before.
    if (!was && !their) return [row];
    if (!their) {
      const untouched = was !== undefined && alike(row, was);
      note(row, 'whole', null, untouched ? undefined : row, at);
      return untouched ? [] : [row];
    }
    const joined = { ...row };
    for (const field of fields) {
      const [old, own, latest] = [valueOf(was ?? their, field), valueOf(row, field), valueOf(their, field)];
      if (latest === old || latest === own) continue;
      if (own === old) joined[field] = their[field] as Mine[Field];
      note(row, field, their[field], own === old ? undefined : row[field]);
    }
    return [joined];
  });
  const own = new Set(mine.map((row) => row.id));
  theirs.forEach((their, at) => {
    if (own.has(their.id)) return;
    const was = before.get(their.id ?? '');
    if (was && alike(was, their)) return;
    // Taken out here, and changed there: it stays out.
    note(their, 'whole', their, was ? null : undefined, at);
    if (!was) rows.push(edited(their));
  });
  return { rows, changes };
}

const byId = <Saved extends Row>(rows: readonly Saved[]): ReadonlyMap<string, Saved> => new Map(rows.map((row) => [row.id ?? '', row]));

/** Which side's value the list has. */
export function chosenRow<Saved extends Row, Mine extends Saved, Field extends keyof Saved & string>(
  { valueOf }: RowKind<Saved, Mine, Field>,
  rows: readonly Mine[],
  { id, part, theirs }: RowChange<Saved, Field>,
): 'mine' | 'theirs' {
  const row = rows.find((one) => one.id === id);
  if (part === 'whole') return (row === undefined) === (theirs === null) ? 'theirs' : 'mine';
  return row && valueOf(row, part) === valueOf({ ...row, [part]: theirs }, part) ? 'theirs' : 'mine';
}

/** The list with the value of one side. What was typed since the two were joined stays. */
export function chooseRow<Saved extends Row, Mine extends Saved, Field extends keyof Saved & string>(
  kind: RowKind<Saved, Mine, Field>,
  rows: readonly Mine[],
  change: RowChange<Saved, Field>,
  which: 'mine' | 'theirs',
): Mine[] {
  if (chosenRow(kind, rows, change) === which) return [...rows];
  const value = change[which];
  if (change.part !== 'whole') return rows.map((row) => (row.id === change.id ? { ...row, [change.part]: value } : row));
  if (value === null) return rows.filter((row) => row.id !== change.id);
  const at = change.at ?? rows.length;
  return [...rows.slice(0, at), kind.edited(value as Saved), ...rows.slice(at)];
}
