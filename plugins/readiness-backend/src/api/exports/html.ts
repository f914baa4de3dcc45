import escapeText from 'escape-html';

/** Text that is markup already. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

type Part = Html | string | number | undefined | false | readonly Part[];

function markupOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (Array.isArray(part)) return part.map(markupOf).join('');
  return escapeText(String(part));
}

/** Markup from a template; whatever is put into it is text. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(
    strings.reduce(
      (text, part, index) => `${text}${markupOf(parts[index - 1])}${part}`,
    ),
  );
}
