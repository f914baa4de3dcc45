const CODES = {
  bold: 1,
  dim: 2,
  red: 31,
  yellow: 33,
  magenta: 35,
  cyan: 36,
} as const;

export type Colour = keyof typeof CODES;

/** Text without anything that a terminal would obey. */
export const tame = (text: string) =>
  // eslint-disable-next-line no-control-regex -- those are the ones
  text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, '\uFFFD');

/** Coloured for a terminal, plain for anything else. */
export function paint(text: string, colour: Colour, on: boolean): string {
  const plain = tame(text);
  return on ? `\u001B[${CODES[colour]}m${plain}\u001B[0m` : plain;
}
