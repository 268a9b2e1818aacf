/** Texts of all forms: what somebody else has saved, and what was typed before. `zhForms.ts` has the same keys. */
export const enForms = {
  conflict: 'Somebody else has saved this in the meantime.',
  conflictText: 'What you typed is still here. Save again to keep it.',
  they: 'they:',
  you: 'you:',
  takenOver: 'taken over',
  moreTaken: (count: number) => `${count} more taken over`,
  keepMine: 'Keep mine',
  takeTheirs: 'Take theirs',
  order: 'Order',
  orderText: 'Which order shall it be?',
  removed: 'removed',
  draftFrom: (time: string) => `Your unsaved draft from ${time}`,
  continue: 'Go on with it',
  discard: 'Discard',
};
