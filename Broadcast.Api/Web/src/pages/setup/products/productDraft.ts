import type { ProductPut, WholeProduct } from '../../../api/products';
import { newKey } from '../../../newKey';
import { digitsOf } from '../../../text/currency';

/** A product as it is typed. */
export interface ProductDraft {
  /** Empty for a new one that gets an id of its own. */
  id: string;
  name: string;
  nameEn: string;
  /** In the main unit, such as `128.00`. */
  price: string;
  /** ISO 4217. */
  currency: string;
  stock: string;
  stage: string;
  url: string;
  illustrative: boolean;
}

export const emptyDraft = (stage: string, currency: string): ProductDraft => ({ id: '', name: '', nameEn: '', price: '', currency, stock: '', stage, url: '', illustrative: false });

export const draftOf = (product: WholeProduct): ProductDraft => ({
  id: product.id,
  name: product.name,
  nameEn: product.nameEn ?? '',
  price: priceText(product.price, product.currency),
  currency: product.currency,
  stock: String(product.stock),
  stage: product.stage ?? '',
  url: product.url,
  illustrative: product.illustrative,
});

export const priceText = (price: number, currency: string): string => (price / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));

/** In the smallest unit; null when it is no price, or has more digits behind the point than the currency. */
export function readPrice(text: string, currency: string): number | null {
  // 12,800 is no price: it may be meant with a thousands separator.
  const match = /^(\d{1,9})(?:\.(\d{1,3})|,(\d{1,2}))?$/.exec(text.trim());
  const digits = digitsOf(currency);
  const behind = match?.[2] ?? match?.[3] ?? '';
  return match && behind.length <= digits ? Number(match[1]) * 10 ** digits + Number(behind.padEnd(digits, '0') || 0) : null;
}

/** A code as it is typed. */
export const readCurrency = (text: string): string => text.trim().toUpperCase();

/** Null when it is no number of units; undefined when there is none. */
export function readStock(text: string): number | null | undefined {
  if (text.trim() === '') return undefined;
  return /^\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** What is sent. The stock only where it was typed anew: it may have moved since, by sales and prizes. */
export function bodyOf(draft: ProductDraft, from: WholeProduct | null): ProductPut {
  const stock = readStock(draft.stock);
  const currency = readCurrency(draft.currency);
  const isStockTyped = stock != null && (from === null || draft.stock.trim() !== String(from.stock));
  return {
    name: draft.name,
    nameEn: draft.nameEn,
    price: readPrice(draft.price, currency),
    currency,
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
