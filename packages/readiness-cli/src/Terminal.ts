/** What the command line needs of the process that it runs in. */
export interface Terminal {
  stdin: AsyncIterable<Buffer | string>;
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

export interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}
