import type { ComponentChildren } from 'preact';
import { paths } from '../paths';
import { useText } from '../text/useText';
import { Mark } from './Mark';

export function LanguageSwitch() {
  const { t, language, switchLanguage } = useText();
  return (
    <button type="button" class="plain language" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={switchLanguage} data-testid="language">
      {t.otherLanguage}
    </button>
  );
}

export function Header({ name, children }: { name?: string; children?: ComponentChildren }) {
  const { t } = useText();
  return (
    <>
      <a class="skip" href="#content">
        {t.skip}
      </a>
      <header class="header">
        <a class="brand" href={paths.home}>
          <Mark />
          <span>{name ?? t.brand}</span>
          <span class="visually-hidden">({t.home})</span>
        </a>
        {children}
        <LanguageSwitch />
      </header>
    </>
  );
}

export function Footer() {
  const { t } = useText();
  return (
    <footer class="footer">
      <div class="papercut" aria-hidden="true" />
      <p>{t.footer}</p>
    </footer>
  );
}
