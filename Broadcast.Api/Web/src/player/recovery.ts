/** What kind of fault ended loading or playing. */
export type Fault = 'network' | 'media' | 'other';

/** What to do about it, after `wait` milliseconds. */
export type Remedy = { step: 'load' | 'recover' | 'rebuild'; wait: number };

/** Faults within this time (ms) count together. */
const window = 20_000;

/** The longest wait, in milliseconds. */
const cap = 8_000;

/**
 * Chooses how a player recovers from faults: the mildest step first, a new engine when mild ones did not help, and it never gives up.
 * Pure except for its memory of recent faults.
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
    // Random, so that many viewers who lost their origin do not come back at the same instant.
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
