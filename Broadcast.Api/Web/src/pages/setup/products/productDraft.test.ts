import { describe, expect, it } from 'vitest';
import type { WholeProduct } from '../../../api/products';
import { bodyOf, draftOf, readPrice, readStock } from './productDraft';

const tea: WholeProduct = { id: 'tea', name: '茶', price: 12800, currency: 'CNY', url: '/item/tea', stage: 'tea', illustrative: false, stock: 5, revision: 3, pictures: ['/1.jpg'], uploads: [] };

describe('a draft of a product', () => {
  it.each([
    ['128', 12800],
    ['128.5', 12850],
    ['0,05', 5],
    ['1,000.00', null],
    ['-1', null],
    ['', null],
    ['1.005', null],
    ['12,800', null],
  ])('reads %s as %s', (text, price) => expect(readPrice(text, 'CNY')).toBe(price));

  it('reads a price with the digits of its currency', () => {
    expect([readPrice('1500', 'JPY'), readPrice('1500.5', 'JPY'), readPrice('1.5', 'KWD'), readPrice('12,800', 'KWD')]).toEqual([1500, null, 1500, null]);
    expect(bodyOf({ ...draftOf(tea), currency: ' jpy ', price: '900' }, tea)).toMatchObject({ price: 900, currency: 'JPY' });
  });

  it('tells a stock that is none from one that was not typed', () => expect([readStock(''), readStock('7'), readStock('x')]).toEqual([undefined, 7, null]));

  it('sends the stock only where it was typed', () => {
    const draft = draftOf(tea);
    expect(bodyOf(draft, tea)).not.toHaveProperty('stock');
    expect(bodyOf({ ...draft, stock: '9' }, tea).stock).toBe(9);
    expect(bodyOf(draft, tea)).toMatchObject({ price: 12800, revision: 3, pictures: ['/1.jpg'] });
  });
});
