/** Currencies without a smaller unit, and those with a thousand of them (ISO 4217); all others have a hundred. The catalogue's `Currency.cs` has the same. */
const whole = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const thousand = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

/** Digits behind the point. */
export const digitsOf = (currency: string): number => (whole.includes(currency) ? 0 : thousand.includes(currency) ? 3 : 2);

/** Those that a form offers; every other code of three letters can be typed. */
export const offered: readonly string[] = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD', 'THB'];
