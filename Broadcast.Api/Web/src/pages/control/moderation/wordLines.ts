import type { FieldFault } from '../../../api/http';

/** The words of a text, one in each line; empty lines are passed over. Line 1 is the first. */
export const linesOf = (text: string): { line: number; text: string }[] =>
  text
    .split(/\r?\n/)
    .map((line, i) => ({ line: i + 1, text: line.trim() }))
    .filter((line) => line.text !== '');

/** The lines that the server has refused: it names words by their place in the list, as `words[3]`. */
export const faultsOf = (lines: readonly { line: number }[], faults: readonly FieldFault[]): { line: number; field: string; fault: string; message: string; least?: number | null; most?: number | null }[] =>
  faults.map((fault) => ({
    ...fault,
    line: lines[Number(/\[(\d+)\]/.exec(fault.field)?.[1] ?? -1)]?.line ?? 0,
    field: '',
    message: fault.message.replace(/^words\[\d+\]: /, '').replace(/words\[(\d+)\]/g, (_, place: string) => `line ${lines[Number(place)]?.line ?? '?'}`),
  }));
