import { useState } from 'preact/hooks';
import type { Festival } from '../../api/festivals';
import type { Product } from '../../api/products';
import { ProductPicture } from '../../frame/ProductPicture';
import { money } from '../../text/format';
import { useText } from '../../text/useText';

/** Two full rows on a desk, four on a phone. */
const shownAtFirst = 8;

export function Products({ festival, products }: { festival: Festival; products: readonly Product[] }) {
  const { t, named, language } = useText();
  const [all, setAll] = useState(false);
  if (products.length === 0) return null;
  const shown = all ? products : products.slice(0, shownAtFirst);
  return (
    <section class="home-section" data-testid="products">
      <h2>{t.products}</h2>
      <ul class="products">
        {shown.map((product) => {
          const stage = festival.stages.find((known) => known.id === product.stage);
          return (
            <li key={product.id} class="card" data-stage={product.stage ?? undefined}>
              <a href={product.url}>
                <ProductPicture product={product} stage={product.stage} />
                <span>
                  <strong>{named(product)}</strong>
                  {stage && <span class="from">{named(stage)}</span>}
                  <span class="price number">{money(product.price, product.currency, language)}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {products.length > shown.length && (
        <button type="button" class="button quiet" onClick={() => setAll(true)}>
          {t.moreProducts(products.length - shown.length)}
        </button>
      )}
    </section>
  );
}
