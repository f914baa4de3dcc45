/** A part of the input that could not be read; it makes the command exit with 2. */
export interface Problem {
  file: string;
  line?: number;
  column?: number;
  message: string;
}

/** `deploy/cart.yaml:12:3: …`, as editors and compilers write it. */
export function problemText({ file, line, column, message }: Problem): string {
  const place = [file, line, line === undefined ? undefined : column];
  return `${place.filter(part => part !== undefined).join(':')}: ${message}`;
}
