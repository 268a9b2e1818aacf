import type { ProductPut, WholeProduct } from '../../../api/products';
import { newKey } from '../../../newKey';

/** A product as it is typed. */
export interface ProductDraft {
  /** Empty for a new one that gets an id of its own. */
  id: string;
  name: string;
  nameEn: string;
  /** In the main unit, such as `128.00`. */
  price: string;
  stock: string;
  stage: string;
  url: string;
  illustrative: boolean;
}

export const emptyDraft = (stage: string): ProductDraft => ({ id: '', name: '', nameEn: '', price: '', stock: '', stage, url: '', illustrative: false });

export const draftOf = (product: WholeProduct): ProductDraft => ({
  id: product.id,
  name: product.name,
  nameEn: product.nameEn ?? '',
  price: priceText(product.price),
  stock: String(product.stock),
  stage: product.stage ?? '',
  url: product.url,
  illustrative: product.illustrative,
});

export const priceText = (price: number): string => (price / 100).toFixed(2);

/** In the smallest unit; null when it is no price. */
export function readPrice(text: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

/** Null when it is no number of units; undefined when there is none. */
export function readStock(text: string): number | null | undefined {
  if (text.trim() === '') return undefined;
  return /^\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What is sent. The stock only where it was typed anew: it may have moved since, by sales and prizes. */
export function bodyOf(draft: ProductDraft, from: WholeProduct | null): ProductPut {
  const stock = readStock(draft.stock);
  const isStockTyped = stock != null && (from === null || draft.stock.trim() !== String(from.stock));
  return {
    name: draft.name,
    nameEn: draft.nameEn,
    price: readPrice(draft.price),
    currency: from?.currency ?? 'CNY',
    stage: draft.stage || null,
    url: draft.url.trim() || null,
    ...(isStockTyped && { stock }),
    // Uploaded ones are known to the server as such.
    pictures: from?.pictures ?? [],
    illustrative: draft.illustrative,
    revision: from?.revision ?? 0,
  };
}

/** An id for a product for which nobody has typed one. */
export const newSku = (): string => `p-${newKey()}`;
