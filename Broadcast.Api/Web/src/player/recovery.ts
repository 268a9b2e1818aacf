/** What kind of fault ended loading or playing. */
export type Fault = 'network' | 'media' | 'other';

/** What to do about it, after `wait` milliseconds. */
export type Remedy = { step: 'load' | 'recover' | 'rebuild'; wait: number };

const window = 20_000;
const cap = 8_000;

/**
 * Gets a player over its faults: the mildest step first, the whole player anew when the mild ones did not help, never giving up.
 * Pure but for its memory of when it was asked.
 */
export class Recovery {
  #faults: { at: number; kind: Fault }[] = [];
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  next(kind: Fault, now: number): Remedy {
    this.#faults = this.#faults.filter((fault) => now - fault.at < window);
    const before = this.#faults.filter((fault) => fault.kind === kind).length;
    this.#faults.push({ at: now, kind });
    // Spread, so that a crowd that lost its origin does not come back at one instant.
    const wait = Math.min(cap, 500 * 2 ** before) * (0.5 + this.#random() / 2);
    switch (kind) {
      case 'network':
        return before < 3 ? { step: 'load', wait } : { step: 'rebuild', wait };
      case 'media':
        return before < 2 ? { step: 'recover', wait: 0 } : { step: 'rebuild', wait };
      case 'other':
        return { step: 'rebuild', wait };
    }
  }
}
