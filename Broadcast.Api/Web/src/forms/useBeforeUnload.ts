import { useEffect } from 'preact/hooks';

/** Lets the browser ask before the page goes, while there is something on it that nothing keeps. */
export function useBeforeUnload(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const ask = (event: Event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [wanted]);
}
