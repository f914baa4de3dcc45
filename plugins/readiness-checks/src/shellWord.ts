/**
 * One word of a shell command. Names of RBAC objects and subjects may hold
 * nearly any character, and commands are there to be pasted.
 */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@=,+-]+$/.test(text)
    ? text
    : `'${text.replace(/'/g, `'\\''`)}'`;
}
