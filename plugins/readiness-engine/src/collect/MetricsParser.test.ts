import fc from 'fast-check';
import { MetricsParser } from './MetricsParser';

const FAMILIES = ['denied_total', 'process_start_time_seconds'];

const parse = (text: string, cuts: readonly number[] = [], most = 100) => {
  const parser = MetricsParser.create(FAMILIES, most);
  const ends = [...cuts, text.length].sort((a, b) => a - b);
  ends.forEach((end, index) =>
    parser.add(text.slice(ends[index - 1] ?? 0, end)),
  );
  parser.end();
  return parser.samples;
};

const PAGE = [
  '# HELP denied_total Denials.',
  '# TYPE denied_total counter',
  'denied_total{mode="enforce",decision="deny"} 3',
  'denied_total_of_others{mode="enforce"} 9',
  'other_total{path="/a b"} 1',
  'denied_total{text="a \\"quoted\\", \\\\ one\\nline",} 1e3 1700000000000',
  'process_start_time_seconds 1.7e+09',
  '',
].join('\n');

const SAMPLES = [
  {
    metric: 'denied_total',
    labels: { mode: 'enforce', decision: 'deny' },
    value: 3,
  },
  {
    metric: 'denied_total',
    labels: { text: 'a "quoted", \\ one\nline' },
    value: 1000,
  },
  { metric: 'process_start_time_seconds', labels: {}, value: 1.7e9 },
];

describe('MetricsParser', () => {
  it('keeps the samples of its families and nothing else', () => {
    expect(parse(PAGE)).toEqual(SAMPLES);
  });

  it('does not mind where the text is cut', () => {
    const cuts = fc.array(fc.nat(PAGE.length), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, at => {
        expect(parse(PAGE, at)).toEqual(SAMPLES);
      }),
    );
  });

  it('reads Windows line ends and a last line without an end', () => {
    expect(parse('denied_total 1\r\ndenied_total 2')).toHaveLength(2);
  });

  it.each([
    'denied_total{mode="enforce} 3',
    'denied_total{mode=enforce} 3',
    'denied_total NaN',
    'denied_total +Inf',
    'denied_total',
    'denied_total{mode="a"} three',
  ])('leaves out what is no count: %s', line => {
    expect(parse(line)).toEqual([]);
  });

  it('skips a line without end and goes on with the next', () => {
    const long = `denied_total{a="${'x'.repeat(40_000)}"} 1`;
    expect(parse(`${long}\ndenied_total 2\n`, [5, 20_000, 30_000])).toEqual([
      { metric: 'denied_total', labels: {}, value: 2 },
    ]);
  });

  it('keeps no more than it may', () => {
    expect(parse('denied_total 1\n'.repeat(5), [], 2)).toHaveLength(2);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => parse(`denied_total${text}`)).not.toThrow();
      }),
    );
  });
});
