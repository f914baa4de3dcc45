import { and, not, onLabel, or, type LabelLookup, type Truth } from './truth';

type Token =
  | { type: 'text'; text: string }
  | { type: 'label'; text: string }
  | { type: 'sign'; text: string };

export type Selector = (lookup: LabelLookup) => Truth;

const TOKEN =
  /\s*(?:"([^"]*)"|'([^']*)'|(&&|\|\||==|!=|[!(){},])|([A-Za-z0-9_./-]+))/y;

function tokens(selector: string): readonly Token[] | undefined {
  const found: Token[] = [];
  const text = selector.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, double, single, sign, label] = match;
    if (sign !== undefined) found.push({ type: 'sign', text: sign });
    else if (label !== undefined) found.push({ type: 'label', text: label });
    else found.push({ type: 'text', text: double ?? single });
  }
  return found;
}

/** What is not understood; it ends the parsing and nothing else. */
class Unreadable extends Error {}

/** Operators of two words are one word to some and two to others. */
const TEXT_OPERATORS: Readonly<
  Record<string, (value: string, wanted: string) => boolean>
> = {
  contains: (value, wanted) => value.includes(wanted),
  startswith: (value, wanted) => value.startsWith(wanted),
  endswith: (value, wanted) => value.endsWith(wanted),
};

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  static parse(all: readonly Token[]): Selector {
    const parser = new Parser(all);
    const selector = parser.#either();
    if (parser.#at < all.length) throw new Unreadable();
    return selector;
  }

  private constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  #either(): Selector {
    const parts = [this.#all()];
    while (this.#takes('sign', '||')) parts.push(this.#all());
    return lookup => or(parts.map(part => part(lookup)));
  }

  #all(): Selector {
    const parts = [this.#single()];
    while (this.#takes('sign', '&&')) parts.push(this.#single());
    return lookup => and(parts.map(part => part(lookup)));
  }

  #single(): Selector {
    if (this.#takes('sign', '!')) {
      const inner = this.#single();
      return lookup => not(inner(lookup));
    }
    if (this.#takes('sign', '(')) {
      const inner = this.#either();
      this.#expect('sign', ')');
      return inner;
    }
    const { text } = this.#expect('label');
    return this.#takes('sign', '(') ? this.#function(text) : this.#label(text);
  }

  #function(name: string): Selector {
    if (name === 'all') {
      this.#expect('sign', ')');
      return () => true;
    }
    if (name !== 'has') throw new Unreadable();
    const { text: key } = this.#expect('label');
    this.#expect('sign', ')');
    return lookup => onLabel(lookup, key, value => value !== undefined);
  }

  #label(key: string): Selector {
    if (this.#takes('sign', '==')) {
      const { text } = this.#expect('text');
      return lookup => onLabel(lookup, key, value => value === text);
    }
    if (this.#takes('sign', '!=')) {
      const { text } = this.#expect('text');
      return lookup => onLabel(lookup, key, value => value !== text);
    }
    if (this.#takes('label', 'in')) return this.#among(key);
    if (this.#takes('label', 'not')) {
      this.#expect('label', 'in');
      const inside = this.#among(key);
      return lookup => not(inside(lookup));
    }
    return this.#textual(key);
  }

  #among(key: string): Selector {
    this.#expect('sign', '{');
    const values = new Set<string>();
    while (!this.#takes('sign', '}')) {
      values.add(this.#expect('text').text);
      this.#takes('sign', ',');
    }
    return lookup =>
      onLabel(lookup, key, value => value !== undefined && values.has(value));
  }

  #textual(key: string): Selector {
    let { text: name } = this.#expect('label');
    if (this.#takes('label', 'with')) name += 'with';
    if (!Object.hasOwn(TEXT_OPERATORS, name)) throw new Unreadable();
    const { text: wanted } = this.#expect('text');
    return lookup =>
      onLabel(
        lookup,
        key,
        value => value !== undefined && TEXT_OPERATORS[name](value, wanted),
      );
  }

  #takes(type: Token['type'], text: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.type !== type || next.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(type: Token['type'], text?: string): Token {
    const next = this.#tokens[this.#at];
    if (next?.type !== type || (text !== undefined && next.text !== text)) {
      throw new Unreadable();
    }
    this.#at += 1;
    return next;
  }
}

/** Longer than anybody writes; what is generated may be. */
const LONGEST = 10_000;

const EVERYTHING: Selector = () => true;
const NOT_UNDERSTOOD: Selector = () => undefined;

/**
 * A selector in Calico's language; absent or empty selects everything. Where it
 * is not understood, as `global()`, nothing can be told of any labels.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors
 */
export function calicoSelector(selector: string | undefined): Selector {
  if (selector === undefined || selector.trim() === '') return EVERYTHING;
  if (selector.length > LONGEST) return NOT_UNDERSTOOD;
  const read = tokens(selector);
  if (!read) return NOT_UNDERSTOOD;
  try {
    return Parser.parse(read);
  } catch {
    // It ends in the middle, or is nested too deep to follow.
    return NOT_UNDERSTOOD;
  }
}
