import { execFileSync } from 'node:child_process';
import { shellWord } from './shellWord';

describe('shellWord', () => {
  it.each([
    'ci-admin',
    'system:serviceaccounts:batch',
    'alice@example.com',
    "o'neil",
    'x; echo gone',
    '$(id)',
    '`id`',
    'two words',
    '',
  ])('hands %j to the command unchanged', text => {
    const out = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`]);
    expect(out.toString()).toBe(text);
  });
});
