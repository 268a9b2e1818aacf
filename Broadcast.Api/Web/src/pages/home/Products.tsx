import type { Festival } from '../../api/festivals';
import type { Product } from '../../api/products';
import { ProductPicture } from '../../frame/ProductPicture';
import { money } from '../../text/format';
import { useText } from '../../text/useText';

export function Products({ festival, products }: { festival: Festival; products: readonly Product[] }) {
  const { t, named, language } = useText();
  if (products.length === 0) return null;
  return (
    <section class="home-section">
      <h2>{t.products}</h2>
      <ul class="products">
        {products.map((product) => {
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
    </section>
  );
}
