import type { FieldFault } from '../api/http';
import type { Texts } from '../text/en';

/** What is wrong with a field, in the page's language; the server's words for a kind that this page does not know. */
export function faultText(t: Texts, { fault, message, least, most }: FieldFault): string {
  switch (fault) {
    case 'length':
      return t.faults.length(least ?? 0, most ?? 0);
    case 'range':
      return least != null && most != null ? t.faults.range(least, most) : message;
    case 'form':
      return t.faults.form;
    case 'taken':
      return t.faults.taken;
    case 'unknown':
      return t.faults.unknown;
    case 'guessable':
      return t.faults.guessable;
    default:
      return message;
  }
}
