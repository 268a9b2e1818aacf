import { useEffect, useState } from 'preact/hooks';

/** What the address chooses: a festival's id; the empty string for one that is being made; null for the one that is on or comes next. */
const chosen = (): string | null => new URLSearchParams(location.search).get('festival');

/** Which festival is set up. It is part of the address, so it survives a reload and can be sent to somebody. */
export function useChosen() {
  const [festival, setFestival] = useState(chosen);
  useEffect(() => {
    const follow = () => setFestival(chosen());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const choose = (id: string | null) => {
    const search = new URLSearchParams(location.search);
    if (id === null) search.delete('festival');
    else search.set('festival', id);
    const query = search.toString();
    history.pushState(null, '', `${location.pathname}${query && `?${query}`}${location.hash}`);
    setFestival(id);
  };
  return { chosen: festival, choose };
}
