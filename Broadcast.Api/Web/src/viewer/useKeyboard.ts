import { useEffect, useState } from 'preact/hooks';
import { isKeyboardOpen, tallestOf, type View } from './visibleView';

const read = (): View => {
  const seen = window.visualViewport;
  return seen ? { width: Math.round(seen.width), height: seen.height, top: seen.offsetTop, scale: seen.scale } : { width: innerWidth, height: innerHeight, top: 0, scale: 1 };
};

/** Whether somebody types where a keyboard comes onto the screen: a desk's window may be made lower for other reasons. */
const isTyping = (): boolean => matchMedia('(pointer: coarse)').matches && document.activeElement instanceof HTMLElement && document.activeElement.matches('input:not([type=range]), textarea');

/**
 * Whether an on-screen keyboard takes part of the page. While it does, `--view` is the height that is left, and the page is scrolled to its
 * top: Android makes the page lower, an iPhone pushes it up under the picture's edge.
 */
export function useKeyboard(): boolean {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    let tallest = read();
    const { style } = document.documentElement;
    const look = () => {
      const view = read();
      tallest = tallestOf(tallest, view);
      const now = isKeyboardOpen(view, tallest, isTyping()) && view.scale <= 1.01;
      if (now) style.setProperty('--view', `${view.height}px`);
      else style.removeProperty('--view');
      if (now && view.top > 0) scrollTo(0, 0);
      setOpen(now);
    };
    const target = window.visualViewport ?? window;
    target.addEventListener('resize', look);
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      target.removeEventListener('resize', look);
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
      style.removeProperty('--view');
    };
  }, []);
  return open;
}
