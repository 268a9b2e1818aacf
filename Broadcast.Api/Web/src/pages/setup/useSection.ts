import { useEffect, useState } from 'preact/hooks';
import { sectionOf, type SectionName } from './sections';

/** The section that the address names; follows links and the browser's buttons. */
export function useSection(): SectionName {
  const [section, setSection] = useState(() => sectionOf(location.hash));
  useEffect(() => {
    const follow = () => setSection(sectionOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return section;
}
