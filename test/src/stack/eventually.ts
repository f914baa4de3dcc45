/** Repeats until the condition yields something; says what it waited for. */
export async function eventually<T>(
  what: string,
  condition: () => Promise<T | undefined | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  let last: unknown;
  while (Date.now() < until) {
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error(`Waited in vain for ${what}${last ? `: ${last}` : ''}`);
}
