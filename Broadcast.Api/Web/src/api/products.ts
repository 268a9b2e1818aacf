import type { ProductCard } from '../room/contracts';
import { ApiError, call } from './http';
import { sendFile } from './sendFile';

export interface Product extends ProductCard {
  /** The stage that shows it; absent for goods of the whole festival. */
  stage?: string | null;
  /** Sample data: nothing is sold. */
  illustrative: boolean;
}

const pathOf = (sku: string) => `/products/${encodeURIComponent(sku)}`;

/** A product, also one that is not offered any more; without one where there is none. */
export const findProduct = (sku: string): Promise<{ product?: Product }> =>
  call<Product>(pathOf(sku)).then(
    (product) => ({ product }),
    (error: unknown) => {
      if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return {};
      throw error;
    },
  );

export const listProducts = (): Promise<Product[]> => call('/products');

export interface UploadedPicture {
  id: string;
  small: string;
  url: string;
}

/** A product as those see it who may write. */
export interface WholeProduct extends Product {
  stock: number;
  revision: number;
  pictures: string[];
  uploads: UploadedPicture[];
  retiredAt?: string | null;
}

/** A product, whole: what is left out is empty, but for the stock. */
export interface ProductPut {
  name: string;
  nameEn: string;
  price: number | null;
  currency: string;
  stage: string | null;
  url: string | null;
  stock?: number;
  pictures: string[];
  illustrative: boolean;
  /** 0 for one that does not exist. */
  revision: number;
}

/** What a file of products changes, or would. */
export interface ImportReport {
  encoding: string;
  lines: number;
  made: number;
  changed: number;
  unchanged: number;
  applied: boolean;
  /** Products that were made or changed. */
  done: number;
  faultCount: number;
  faults: { line: number; field: string; message: string }[];
  changes: { line: number; sku: string; name: string; what: 'made' | 'changed' | 'restored' }[];
}

export const listWhole = (token: string): Promise<WholeProduct[]> => call('/products?whole=true', { token });
export const listRetired = (token: string): Promise<WholeProduct[]> => call('/products?retired=true', { token });
export const putProduct = (sku: string, body: ProductPut, token: string): Promise<WholeProduct> => call(pathOf(sku), { method: 'PUT', body, token });
export const retireProduct = (sku: string, token: string): Promise<void> => call(pathOf(sku), { method: 'DELETE', token });
export const restoreProduct = (sku: string, token: string): Promise<WholeProduct> => call(`${pathOf(sku)}/restore`, { method: 'POST', token });
/** @param from the order that the change was made from */
export const orderProducts = (stage: string | null, skus: string[], from: string[], token: string): Promise<WholeProduct[]> =>
  call('/products/order', { method: 'PUT', body: { stage, skus, from }, token });
export const orderPictures = (sku: string, pictures: string[], token: string): Promise<WholeProduct> =>
  call(`${pathOf(sku)}/pictures`, { method: 'PUT', body: { pictures }, token });
export const removePicture = (sku: string, picture: string, token: string): Promise<void> =>
  call(`${pathOf(sku)}/pictures/${encodeURIComponent(picture)}`, { method: 'DELETE', token });
export const addPicture = (sku: string, file: File, token: string, progress: (part: number) => void): Promise<WholeProduct> =>
  sendFile(`${pathOf(sku)}/pictures`, file, token, { progress });
export const importProducts = (file: File, isTry: boolean, token: string): Promise<ImportReport> =>
  sendFile(`/products/import${isTry ? '?dryRun=true' : ''}`, file, token);
