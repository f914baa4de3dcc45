import type { ExtractedFact } from '@readiness/backstage-plugin-readiness-engine';

/** A raw container, of which nothing but the asked flags is looked at. */
interface RawContainer {
  name: string;
  words: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(word => typeof word === 'string') : [];

/** Main containers and sidecars of a raw pod spec, with their command lines. */
export function rawContainers(podSpec: unknown): readonly RawContainer[] {
  if (!isRecord(podSpec)) return [];
  return [podSpec.containers, podSpec.initContainers]
    .flatMap(list => (Array.isArray(list) ? list : []))
    .filter(isRecord)
    .map(({ name, command, args }) => ({
      name: typeof name === 'string' ? name : '',
      words: [...words(command), ...words(args)],
    }));
}

/**
 * The value of a flag as `--flag=value`, `--flag value` or a bare `--flag`,
 * which is `true`. The last one counts.
 */
export function flagValue(
  { words: line }: RawContainer,
  flag: string,
): string | undefined {
  let value: string | undefined;
  line.forEach((word, index) => {
    if (word.startsWith(`--${flag}=`)) value = word.slice(flag.length + 3);
    if (word === `--${flag}`) {
      const next = line[index + 1];
      value = next === undefined || next.startsWith('-') ? 'true' : next;
    }
  });
  return value;
}

/** What a detector says of a container, without anything that was read. */
export const factOf = (
  detector: string,
  { name }: RawContainer,
): ExtractedFact => ({ detector, container: name });
