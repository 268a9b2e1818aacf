import { restoreProduct, type WholeProduct } from '../../../api/products';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';

/** Products that are not offered any more. */
export function RetiredProducts({ products, token, reload }: { products: readonly WholeProduct[]; token: string; reload: () => void }) {
  const { t, named } = useText();
  const texts = t.setupProducts;
  if (products.length === 0) return null;

  const restore = (product: WholeProduct) =>
    void restoreProduct(product.id, token).then(() => {
      toastGood(texts.restored(named(product)));
      reload();
    }, toastError);
  return (
    <details class="setup-products-retired" data-testid="retired-products">
      <summary>{texts.retiredOnes(products.length)}</summary>
      <p class="form-hint">{texts.retiredHint}</p>
      <ul>
        {products.map((product) => (
          <li key={product.id}>
            <span>
              {named(product)} <span class="who">{product.id}</span>
            </span>
            <button type="button" class="button quiet" onClick={() => restore(product)} aria-label={`${texts.restore}: ${named(product)}`}>
              {texts.restore}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
