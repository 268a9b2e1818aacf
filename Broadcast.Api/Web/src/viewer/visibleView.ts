/** What a browser says of the part of the page that can be seen. */
export interface View {
  width: number;
  height: number;
  /** How far it lies below the page's top: some browsers push the page up for a keyboard. */
  top: number;
  /** Above 1 while somebody has zoomed in with two fingers. */
  scale: number;
}

/** A keyboard takes at least this share of the height. */
const keyboardShare = 0.2;

/** Whether an on-screen keyboard takes part of the view: somebody types, and the view is much lower than it was at the same width. */
export const isKeyboardOpen = (view: View, tallest: View, typing: boolean): boolean =>
  typing && view.width === tallest.width && view.height < tallest.height * (1 - keyboardShare);

/** The tallest view of the present width. A turned phone has another one; what was zoomed in says nothing. */
export const tallestOf = (tallest: View, view: View): View =>
  view.scale > 1.01 || (view.width === tallest.width && view.height <= tallest.height) ? tallest : view;
