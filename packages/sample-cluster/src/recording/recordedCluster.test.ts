import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_TOKENS, createSampleCluster } from '..';

const ROOT = join(__dirname, '..', '..', '..', '..', '..');
const recording = join(ROOT, 'shared', 'data', 'recorded-cluster');
const present = existsSync(recording);

(present ? describe : describe.skip)(
  `the recorded cluster${present ? '' : ' (skipped: the recording is absent)'}`,
  () => {
    const sample = createSampleCluster({ recording });
    const token = SAMPLE_TOKENS.demo;
    const pathOf = (file: string) => {
      const [group, version, resource] = file.slice(0, -5).split('_');
      return group === 'core'
        ? `/api/${version}/${resource}`
        : `/apis/${group}/${version}/${resource}`;
    };

    it.each(present ? readdirSync(join(recording, 'lists')) : ['none'])(
      'serves %s unchanged, whole or in pages',
      async file => {
        const text = readFileSync(join(recording, 'lists', file), 'utf8');
        const whole = await sample.fetch(pathOf(file), { token });
        expect(await whole.text()).toBe(text);
        const items: unknown[] = [];
        let next = '';
        do {
          const response = await sample.fetch(pathOf(file), {
            token,
            query: { limit: '7', continue: next },
          });
          const page = JSON.parse(await response.text());
          items.push(...page.items);
          next = page.metadata.continue ?? '';
        } while (next);
        const names = (list: unknown[]) =>
          list.map(item => {
            const { metadata } = item as {
              metadata: { namespace?: string; name: string };
            };
            return `${metadata.namespace ?? ''}/${metadata.name}`;
          });
        expect(names(items)).toEqual(names(JSON.parse(text).items));
      },
    );
  },
);
