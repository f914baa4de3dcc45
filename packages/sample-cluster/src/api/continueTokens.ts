/** What a continue token carries from one page to the next. */
export interface Continuation {
  /** The list key of the last object of the page. */
  after: string;
  /** resourceVersion of the first page; absent in a fresh token after a 410. */
  version?: string;
  /** Epoch ms of the page. */
  issued: number;
}

export function encodeContinue(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

/** Undefined where the text is not a token of this server. */
export function decodeContinue(token: string): Continuation | undefined {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(token, 'base64url').toString('utf8'),
    );
    if (typeof value !== 'object' || value === null) return undefined;
    const { after, version, issued } = value as Partial<Continuation>;
    return typeof after === 'string' && typeof issued === 'number'
      ? { after, version, issued }
      : undefined;
  } catch {
    return undefined;
  }
}
