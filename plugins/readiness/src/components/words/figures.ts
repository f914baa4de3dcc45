/** 0.871 → "87". Rounded down, so that 99.6 % never reads as whole. */
export function percent(fraction: number): string {
  return String(Math.floor(fraction * 100 + 1e-9));
}

/** What is missing to the whole, never "0" while something is. */
export function missingPercent(fraction: number): string {
  const missing = 100 - Math.floor(fraction * 100 + 1e-9);
  return String(missing);
}

/** 69.74 → "69.7", 80 → "80". */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A change with its sign: "+3", "−1.5", "±0". */
export function signed(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  if (rounded === 0) return '±0';
  return rounded > 0 ? `+${rounded}` : `−${Math.abs(rounded)}`;
}
