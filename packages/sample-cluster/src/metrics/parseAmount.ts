const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** Cores or bytes of an amount as the shipped clusters write them. */
export function parseAmount(text: string | undefined): number | undefined {
  const [, digits, suffix] =
    /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(text ?? '') ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * SUFFIXES[suffix ?? ''];
}
