import type { ProductCard } from '../room/contracts';
import { call } from './http';

export interface Product extends ProductCard {
  /** The stage that shows it; absent for goods of the whole festival. */
  stage?: string | null;
  /** Sample data: nothing is sold. */
  illustrative: boolean;
}

export const listProducts = (): Promise<Product[]> => call('/products');
