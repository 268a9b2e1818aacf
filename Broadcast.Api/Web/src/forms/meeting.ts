/** What becomes of a refusal: the page shows it; the same is sent once more, since there is nothing to show; nobody has told it yet. */
export type Met = 'shown' | 'again' | 'untold';

/**
 * Sends, and once more where the refusal is met by that.
 * @throws what was refused and is not shown
 */
export async function sendMeeting(send: () => Promise<void>, meet: (refused: unknown) => Met): Promise<void> {
  for (let isLast = false; ; isLast = true) {
    try {
      return await send();
    } catch (error) {
      const met = meet(error);
      if (met === 'shown') return;
      if (met === 'untold' || isLast) throw error;
    }
  }
}
