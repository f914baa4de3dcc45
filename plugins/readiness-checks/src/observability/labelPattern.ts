/**
 * Regular expressions of label matchers come from whoever may write a rule.
 * They are run as a set of states, in time proportional to text × pattern:
 * no text can make one of them backtrack.
 */

type Test = (char: string) => boolean;

type Node =
  | { type: 'char'; test: Test }
  | { type: 'assert'; at: 'start' | 'end' }
  | { type: 'all'; parts: readonly Node[] }
  | { type: 'any'; branches: readonly Node[] }
  | { type: 'repeat'; part: Node; least: number; most: number };

type State =
  | { type: 'char'; test: Test; next: number }
  | { type: 'assert'; at: 'start' | 'end'; next: number }
  | { type: 'split'; next: readonly number[] }
  | { type: 'match' };

class Unsupported extends Error {}

const MOST_STATES = 3000;
const MOST_REPEATS = 200;

const digit: Test = char => char >= '0' && char <= '9';
const wordChar: Test = char => /^[A-Za-z0-9_]$/.test(char);
const space: Test = char => /^[ \t\n\f\r]$/.test(char);
const not =
  (test: Test): Test =>
  char =>
    !test(char);

const CLASSES: Readonly<Record<string, Test>> = {
  d: digit,
  D: not(digit),
  w: wordChar,
  W: not(wordChar),
  s: space,
  S: not(space),
};

const CONTROL: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
};

class PatternReader {
  #at = 0;
  #depth = 0;
  readonly #text: string;
  readonly #ignoreCase: boolean;

  private constructor(text: string, ignoreCase: boolean) {
    this.#text = text;
    this.#ignoreCase = ignoreCase;
  }

  static create(pattern: string): PatternReader {
    const ignoreCase = pattern.startsWith('(?i)');
    return new PatternReader(
      ignoreCase ? pattern.slice(4) : pattern,
      ignoreCase,
    );
  }

  read(): Node {
    const node = this.#alternation();
    if (this.#at < this.#text.length) throw new Unsupported();
    return node;
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(): string {
    const char = this.#peek();
    if (char === '') throw new Unsupported();
    this.#at += 1;
    return char;
  }

  #literal(char: string): Node {
    const wanted = this.#ignoreCase ? char.toLowerCase() : char;
    return {
      type: 'char',
      test: this.#ignoreCase
        ? seen => seen.toLowerCase() === wanted
        : seen => seen === wanted,
    };
  }

  #alternation(): Node {
    const branches = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at += 1;
      branches.push(this.#sequence());
    }
    return branches.length === 1 ? branches[0] : { type: 'any', branches };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (!['', '|', ')'].includes(this.#peek())) {
      parts.push(this.#repetition(this.#atom()));
    }
    return { type: 'all', parts };
  }

  #repetition(part: Node): Node {
    const bounds = this.#bounds();
    if (!bounds) return part;
    // Lazy or greedy is the same question when only yes or no is asked.
    if (this.#peek() === '?') this.#at += 1;
    if (/^[*+{]$/.test(this.#peek())) throw new Unsupported();
    return { type: 'repeat', part, ...bounds };
  }

  #bounds(): { least: number; most: number } | undefined {
    const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] };
    const char = this.#peek();
    if (char === '*' || char === '+' || char === '?') {
      this.#at += 1;
      const [least, most] = simple[char];
      return { least, most };
    }
    const counted = this.#text.slice(this.#at).match(/^\{(\d+)(,(\d*))?\}/);
    if (!counted) return undefined;
    this.#at += counted[0].length;
    const least = Number(counted[1]);
    const open = counted[3] ? Number(counted[3]) : Infinity;
    const most = counted[2] === undefined ? least : open;
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS)) {
      throw new Unsupported();
    }
    return { least, most };
  }

  #atom(): Node {
    const char = this.#take();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#charClass();
      case '.':
        return { type: 'char', test: seen => seen !== '\n' };
      case '^':
        return { type: 'assert', at: 'start' };
      case '$':
        return { type: 'assert', at: 'end' };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return this.#literal(char);
    }
  }

  #group(): Node {
    this.#depth += 1;
    if (this.#depth > 50) throw new Unsupported();
    const named = this.#text
      .slice(this.#at)
      .match(/^\?(:|P?<[A-Za-z_][A-Za-z0-9_]*>)/);
    if (named) this.#at += named[0].length;
    else if (this.#peek() === '?') throw new Unsupported();
    const inner = this.#alternation();
    if (this.#take() !== ')') throw new Unsupported();
    this.#depth -= 1;
    return inner;
  }

  #escape(): Node {
    const char = this.#take();
    if (CLASSES[char]) return { type: 'char', test: CLASSES[char] };
    return this.#literal(this.#escapedChar(char));
  }

  #escapedChar(char: string): string {
    if (CONTROL[char]) return CONTROL[char];
    // Any other letter or digit is a back reference, a boundary or a property.
    if (/^[A-Za-z0-9]$/.test(char)) throw new Unsupported();
    return char;
  }

  #charClass(): Node {
    const negated = this.#peek() === '^';
    if (negated) this.#at += 1;
    const tests: Test[] = [];
    let first = true;
    while (first || this.#peek() !== ']') {
      if (this.#text.startsWith('[:', this.#at)) throw new Unsupported();
      tests.push(this.#classItem());
      first = false;
    }
    this.#at += 1;
    const inside: Test = seen => tests.some(test => test(seen));
    const folded: Test = this.#ignoreCase
      ? seen => inside(seen.toLowerCase()) || inside(seen.toUpperCase())
      : inside;
    return { type: 'char', test: negated ? not(folded) : folded };
  }

  #classItem(): Test {
    const from = this.#take();
    if (from === '\\') {
      const escaped = this.#take();
      if (CLASSES[escaped]) return CLASSES[escaped];
      return this.#range(this.#escapedChar(escaped));
    }
    return this.#range(from);
  }

  #range(from: string): Test {
    const next = this.#text[this.#at + 1] ?? '';
    if (this.#peek() !== '-' || next === ']' || next === '') {
      return seen => seen === from;
    }
    this.#at += 1;
    const to = this.#take();
    const end = to === '\\' ? this.#escapedChar(this.#take()) : to;
    if (end < from) throw new Unsupported();
    return seen => seen >= from && seen <= end;
  }
}

/** Adds the states of a node in front of `next`; returns the first of them. */
function build(node: Node, next: number, states: State[]): number {
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) throw new Unsupported();
    states.push(state);
    return states.length - 1;
  };
  switch (node.type) {
    case 'char':
    case 'assert':
      return add({ ...node, next });
    case 'all':
      return node.parts.reduceRight(
        (after, part) => build(part, after, states),
        next,
      );
    case 'any':
      return add({
        type: 'split',
        next: node.branches.map(branch => build(branch, next, states)),
      });
    default: {
      const { part, least, most } = node;
      let first = next;
      if (most === Infinity) {
        first = add({ type: 'split', next: [] });
        const again = build(part, first, states);
        states[first] = { type: 'split', next: [again, next] };
      } else {
        for (let count = least; count < most; count += 1) {
          const once = build(part, first, states);
          first = add({ type: 'split', next: [once, next] });
        }
      }
      for (let count = 0; count < least; count += 1) {
        first = build(part, first, states);
      }
      return first;
    }
  }
}

function closure(
  from: readonly number[],
  states: readonly State[],
  where: { start: boolean; end: boolean },
): ReadonlySet<number> {
  const reached = new Set<number>();
  const open = [...from];
  while (open.length > 0) {
    const index = open.pop() as number;
    if (!reached.has(index)) {
      reached.add(index);
      const state = states[index];
      if (state.type === 'split') open.push(...state.next);
      if (state.type === 'assert' && where[state.at]) open.push(state.next);
    }
  }
  return reached;
}

/**
 * A label matcher's regular expression, anchored at both ends as Prometheus
 * has it. `undefined` for what is no expression, is too large, or uses
 * something that is not read here (boundaries, character properties).
 */
export function labelPattern(
  pattern: string,
): ((text: string) => boolean) | undefined {
  const states: State[] = [{ type: 'match' }];
  let first: number;
  try {
    first = build(PatternReader.create(pattern).read(), 0, states);
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
  return text => {
    const where = (at: number) => ({
      start: at === 0,
      end: at === text.length,
    });
    let current = closure([first], states, where(0));
    for (let at = 0; at < text.length; at += 1) {
      const next = [...current].flatMap(index => {
        const state = states[index];
        return state.type === 'char' && state.test(text[at]) ? state.next : [];
      });
      if (next.length === 0) return false;
      current = closure(next, states, where(at + 1));
    }
    return current.has(0);
  };
}
