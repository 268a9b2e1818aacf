import { Footer, Header } from '../../frame/Header';
import { Notice } from '../../frame/Notice';
import { paths } from '../../paths';
import { useText } from '../../text/useText';

export function MissingPage() {
  const { t } = useText();
  return (
    <>
      <Header />
      <main id="content">
        <Notice title={t.missing} text={t.missingText}>
          <a class="button" href={paths.home}>
            {t.home}
          </a>
        </Notice>
      </main>
      <Footer />
    </>
  );
}
