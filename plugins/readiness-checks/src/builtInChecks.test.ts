import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CONTROLS,
  DIMENSIONS,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { shippedExceptions } from './allowLists';
import { builtInChecks } from './builtInChecks';

const PREFIXES: Readonly<Record<string, string>> = {
  observability: 'obs-',
  security: 'sec-',
  cost: 'cost-',
  recovery: 'rec-',
};

describe('builtInChecks', () => {
  it('are told apart by their ids', () => {
    const ids = builtInChecks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(builtInChecks.map(check => [check.id, check] as const))(
    '%s says what it is, what it reads and how it is fixed',
    (id, check) => {
      expect(id.startsWith(PREFIXES[check.dimension])).toBe(true);
      expect(CONTROLS[check.control].dimension).toBe(check.dimension);
      expect(check.reads.length).toBeGreaterThan(0);
      expect(check.texts.why.length).toBeGreaterThan(40);
      expect(check.texts.fix).not.toBe('');
      expect(check.texts.traps.length).toBeGreaterThan(0);
      for (const reference of check.texts.references) {
        expect(reference).toMatch(/^https:\/\//);
      }
      expect(Object.keys(check.texts.rules)).toEqual(
        expect.arrayContaining(['pass', 'fail', 'unknown']),
      );
    },
  );

  /** The checks that a module of a dimension exports, with its file. */
  const checkFiles = DIMENSIONS.flatMap(dimension =>
    readdirSync(join(__dirname, dimension))
      .filter(file => /^[A-Za-z]+\.ts$/.test(file) && file !== 'index.ts')
      .flatMap(file => {
        const exported: Record<string, unknown> = jest.requireActual(
          join(__dirname, dimension, file),
        );
        return builtInChecks
          .filter(check => Object.values(exported).includes(check))
          .map(check => ({ check, dimension, module: file.slice(0, -3) }));
      }),
  );

  const testsOf = (dimension: string, module: string) =>
    readdirSync(join(__dirname, dimension))
      .filter(file => file.endsWith('.test.ts') || file.endsWith('.cases.ts'))
      .map(file => readFileSync(join(__dirname, dimension, file), 'utf8'))
      .filter(text => text.includes(`from './${module}'`));

  /** Cases prove their coverage when they run; other tests have to name it. */
  const covers = (text: string, check: AnyCheck) =>
    /describeCases|CheckCase/.test(text) ||
    Object.keys(check.texts.rules).every(state => text.includes(`'${state}'`));

  it('each have tests of every verdict that its rules name', () => {
    const tested = (check: AnyCheck) =>
      checkFiles.some(
        entry =>
          entry.check === check &&
          testsOf(entry.dimension, entry.module).some(text =>
            covers(text, check),
          ),
      );
    expect(
      builtInChecks.filter(check => !tested(check)).map(({ id }) => id),
    ).toEqual([]);
  });
});

describe('shippedExceptions', () => {
  it('name a check, an object, a rule and a reason', () => {
    const ids = builtInChecks.map(({ id }) => id);
    for (const row of shippedExceptions) {
      expect(ids).toContain(row.check);
      expect(row.name).toMatch(/[a-z]/);
      expect(row.rule).toMatch(/[A-Za-z]/);
      expect(row.reason.length).toBeGreaterThan(20);
      expect(row.origin).toBe('shipped');
    }
  });

  it('cover no whole namespace', () => {
    for (const { namespace, name } of shippedExceptions) {
      expect(namespace).not.toBe('*');
      expect(name).not.toBe('*');
    }
  });
});
