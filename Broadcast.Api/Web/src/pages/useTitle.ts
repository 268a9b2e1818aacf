import { useEffect } from 'preact/hooks';

/** The tab's title: what the page shows, then whose page it is. */
export function useTitle(...parts: (string | null | undefined)[]): void {
  const title = parts.filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
