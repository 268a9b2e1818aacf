import { listProducts } from '../../api/products';
import { ProductPicture } from '../../frame/ProductPicture';
import { usePolled } from '../../frame/usePolled';
import { money } from '../../text/format';
import { useText } from '../../text/useText';

/** The products of the stage on the screen, where there is room for them. */
export function StageGoods({ stage }: { stage: string }) {
  const { t, named, language } = useText();
  const products = usePolled('products', listProducts);
  const goods = products.value?.filter((product) => product.stage === stage) ?? [];
  if (goods.length === 0) return null;
  return (
    <ul class="stage-goods" aria-label={t.products}>
      {goods.map((product) => (
        <li key={product.id}>
          <a href={product.url} target="_blank" rel="noopener">
            <ProductPicture product={product} stage={product.stage} />
            <span>
              <strong>{named(product)}</strong>
              <span class="price number">{money(product.price, product.currency, language)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
