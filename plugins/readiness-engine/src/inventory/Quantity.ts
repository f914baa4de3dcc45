/**
 * An amount as the Kubernetes API writes it, exact. The API keeps nothing
 * finer than a billionth and rounds away from zero, and so does this.
 *
 * @public
 */
export interface Quantity {
  /** Billionths of the unit. */
  nano: bigint;
}

const BINARY_SUFFIXES = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const FORM =
  /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i|[numkMGTPE]?)|[eE]([+-]?\d+))$/;

/** Beyond these an amount is a mistake, and arithmetic on it a trap. */
const LONGEST = 64;
const LARGEST_EXPONENT = 30;

function scale(suffix: string, exponent: string | undefined) {
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  return {
    binary: binary < 0 ? 1n : 1024n ** BigInt(binary + 1),
    decimal:
      exponent === undefined ? DECIMAL_SUFFIXES[suffix] ?? 0 : Number(exponent),
  };
}

/**
 * Reads `250m`, `1.5Gi`, `1e3`, `0.1`; `undefined` for text that is no amount.
 *
 * @public
 */
export function parseQuantity(text: string | undefined): Quantity | undefined {
  const written = text?.trim() ?? '';
  const parts = written.length > LONGEST ? null : written.match(FORM);
  if (!parts) return undefined;
  const [, sign, digits, suffix = '', exponent] = parts;
  const { binary, decimal } = scale(suffix, exponent);
  if (Math.abs(decimal) > LARGEST_EXPONENT) return undefined;

  const [whole, fraction = ''] = digits.split('.');
  const unscaled = BigInt(`${whole}${fraction}`) * binary;
  const power = decimal - fraction.length + 9;
  const nano = shift(unscaled, power);
  return { nano: sign === '-' ? -nano : nano };
}

/** `value · 10^power`, rounded up. */
function shift(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
}

/**
 * Negative, zero or positive, as `Array.sort` wants it.
 *
 * @public
 */
export function compareQuantities(a: Quantity, b: Quantity): number {
  if (a.nano === b.nano) return 0;
  return a.nano < b.nano ? -1 : 1;
}

/**
 * Of no amounts it is zero.
 *
 * @public
 */
export function sumQuantities(amounts: readonly Quantity[]): Quantity {
  return { nano: amounts.reduce((sum, amount) => sum + amount.nano, 0n) };
}

/**
 * In units; exact only as far as a number is.
 *
 * @public
 */
export function quantityToNumber(amount: Quantity): number {
  return (
    Number(amount.nano / 1_000_000_000n) +
    Number(amount.nano % 1_000_000_000n) / 1e9
  );
}
