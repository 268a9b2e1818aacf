import { pinLink } from '../../api/rooms';
import { ProductPicture } from '../../frame/ProductPicture';
import type { Pin } from '../../room/state';
import { money } from '../../text/format';
import { useText } from '../../text/useText';

/** The product that is being shown; opens its page, and the click is counted for this pin. */
export function PinCard({ channel, pin }: { channel: string; pin: Pin | null }) {
  const { t, named, language } = useText();
  if (!pin) return null;
  const { product } = pin;
  return (
    <a
      key={pin.pin}
      class="card pin-card"
      href={pinLink(channel, pin.pin)}
      target="_blank"
      rel="noopener"
      data-testid="pin-card"
      data-product={product.id}
      data-stage={pin.stage}
    >
      <ProductPicture product={product} stage={pin.stage} />
      <span class="pin-text">
        <span class="pin-label">{t.pinned}</span>
        <strong>{named(product)}</strong>
        <span class="price number">{money(product.price, product.currency, language)}</span>
      </span>
      <span class="button">{t.open}</span>
    </a>
  );
}
