import type { ComponentType, VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { routeOf, type Route } from '../paths';
import { initialLanguage, rememberLanguage, type Language } from '../text/language';
import { LanguageContext } from '../text/useText';
import { SaidTimes } from './SaidTime';
import { Toasts } from './Toasts';

/** Each page has its own code and styles, so that a phone loads only what it shows. */
async function load(route: Route): Promise<() => VNode> {
  const show = <Props extends object>(Page: ComponentType<Props>, props: Props) => () => <Page {...props} />;
  switch (route.page) {
    case 'home':
      return show((await import('../pages/home/HomePage')).HomePage, {});
    case 'watch':
      return route.embed
        ? show((await import('../pages/watch/EmbedPage')).EmbedPage, { channel: route.channel })
        : show((await import('../pages/watch/WatchPage')).WatchPage, { channel: route.channel });
    case 'anchor':
      return show((await import('../pages/anchor/AnchorPage')).AnchorPage, {});
    case 'control':
      return show((await import('../pages/control/ControlPage')).ControlPage, {});
    case 'item':
      return show((await import('../pages/item/ItemPage')).ItemPage, { product: route.product });
    case 'signIn':
      return show((await import('../pages/signIn/SignInPage')).SignInPage, {});
    case 'setup':
      return show((await import('../pages/setup/SetupPage')).SetupPage, {});
    case 'join':
      return show((await import('../pages/join/JoinPage')).JoinPage, {});
    case 'account':
      return show((await import('../pages/account/AccountPage')).AccountPage, {});
    case 'replay':
      return show((await import('../pages/replay/ReplayPage')).ReplayPage, { channel: route.channel, slot: route.slot });
    case 'replays':
      return show((await import('../pages/replay/ReplaysPage')).ReplaysPage, { channel: route.channel });
    case 'missing':
      return show((await import('../pages/missing/MissingPage')).MissingPage, {});
  }
}

const route = routeOf(location.pathname);
const loading = load(route);

export function App() {
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [page, setPage] = useState<(() => VNode) | null>(null);
  useEffect(() => void loading.then((loaded) => setPage(() => loaded)), []);
  useEffect(() => rememberLanguage(language), [language]);
  const choice = useMemo(
    () => ({ language, switchLanguage: () => setLanguage((now) => (now === 'zh' ? 'en' : 'zh')) }),
    [language],
  );
  return (
    <LanguageContext.Provider value={choice}>
      {page?.()}
      <SaidTimes />
      <Toasts />
    </LanguageContext.Provider>
  );
}
