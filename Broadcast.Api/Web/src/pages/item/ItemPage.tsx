import { findProduct } from '../../api/products';
import { Footer, Header } from '../../frame/Header';
import { Failed, Loading, Notice } from '../../frame/Notice';
import { ProductPicture } from '../../frame/ProductPicture';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { usePolled } from '../../frame/usePolled';
import { paths } from '../../paths';
import { money } from '../../text/format';
import { useText } from '../../text/useText';
import { useFestival } from '../useFestival';
import { useTitle } from '../useTitle';
import './item.css';

/** The demo's page of a product; in a real festival its card leads to a shop. */
export function ItemPage({ product: id }: { product: string }) {
  const { t, named, either, language } = useText();
  const products = usePolled(`product ${id}`, () => findProduct(id));
  const festival = useFestival();
  const product = products.value?.product;
  const stage = festival.value?.stages.find((known) => known.id === product?.stage);
  useTitle(product && named(product), t.brand);
  return (
    <>
      <Header {...(festival.value ? { name: named(festival.value) } : {})} />
      <SimulatedLine />
      <main id="content">
        {product ? (
          <article class="card item" data-stage={product.stage ?? undefined} data-testid="item">
            <ProductPicture product={product} stage={product.stage} />
            <div>
              <h1>{named(product)}</h1>
              {language === 'en' && product.nameEn && product.nameEn !== product.name && <p lang="zh-CN">{product.name}</p>}
              {stage && <p>{t.itemFrom(either(stage.place, stage.placeEn) || named(stage))}</p>}
              <p class="price number" data-testid="price">
                {money(product.price, product.currency, language)}
              </p>
              {product.illustrative && <p class="item-note">{t.illustrative}</p>}
              <p class="item-note">{t.itemText}</p>
              <a class="button" href={paths.watch(product.stage ?? festival.value?.channel ?? '')}>
                {t.backToShow}
              </a>
            </div>
          </article>
        ) : products.error ? (
          <Failed error={products.error} retry={products.reload} />
        ) : products.value ? (
          <Notice title={t.itemMissing}>
            <a class="button" href={paths.home}>
              {t.home}
            </a>
          </Notice>
        ) : (
          <Loading />
        )}
      </main>
      <Footer />
    </>
  );
}
