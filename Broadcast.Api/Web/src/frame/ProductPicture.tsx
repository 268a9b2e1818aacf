import type { ProductCard } from '../room/contracts';
import './product.css';

/** A product's picture, or the first character of its name when it has none. */
export function ProductPicture({ product, stage }: { product: ProductCard; stage?: string | null | undefined }) {
  return (
    <span class="product-picture" data-stage={stage ?? undefined} aria-hidden="true">
      {product.image ? <img src={product.image} alt="" loading="lazy" /> : [...product.name][0]}
    </span>
  );
}
