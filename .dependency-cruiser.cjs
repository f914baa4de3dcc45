// The direction of the line (docs/architecture.md): what a stage may know.
const engine = '^plugins/readiness-engine/';
const checks = '^plugins/readiness-checks/';
const common = '^plugins/readiness-common/';
const backend = '^plugins/readiness-backend/src/';
const test = '[.]test[.]tsx?$|/__fixtures__/|/__testUtils__/|setupTests';

/** Stages of the backend in the order in which data flows. */
const stages = [
  'clusters',
  'signals',
  'scanning',
  'register',
  'roadmap',
  'api',
];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-utils',
      comment: 'A folder is a stage, a file answers one question.',
      severity: 'error',
      from: {},
      to: { path: '^(plugins|packages|test)/.*/(utils|helpers)/' },
    },
    {
      name: 'common-knows-nobody',
      severity: 'error',
      from: { path: common },
      to: { path: '^(plugins/readiness(?!-common)|packages|test)' },
    },
    {
      name: 'engine-knows-no-check-and-no-portal',
      severity: 'error',
      from: { path: engine, pathNot: test },
      to: {
        path: '^plugins/readiness(-checks|-node|-backend|/)|^packages|node_modules/@backstage',
      },
    },
    {
      name: 'checks-know-no-portal',
      severity: 'error',
      from: { path: checks, pathNot: test },
      to: {
        path: '^plugins/readiness(-node|-backend|/)|^packages|node_modules/@backstage',
      },
    },
    {
      name: 'node-does-not-know-the-backend',
      severity: 'error',
      from: { path: '^plugins/readiness-node/' },
      to: { path: '^plugins/readiness(-backend|-checks|/)|^packages' },
    },
    {
      name: 'portal-does-not-know-the-engine',
      severity: 'error',
      from: { path: '^plugins/readiness/' },
      to: { path: '^plugins/readiness-(engine|checks|node|backend)' },
    },
    {
      name: 'only-the-ends-do-io',
      comment:
        'The engine, the checks and the maths take and return plain data.',
      severity: 'error',
      from: {
        path: '^plugins/readiness-(engine|checks|common)/src',
        pathNot: test,
      },
      to: {
        dependencyTypes: ['core'],
        path: '^(fs|node:fs|http|node:http|https|net|child_process)',
      },
    },
    ...stages.slice(0, -1).map((stage, index) => ({
      name: `backend-${stage}-is-before-what-follows`,
      severity: 'error',
      from: { path: `${backend}${stage}/`, pathNot: test },
      to: { path: `${backend}(${stages.slice(index + 1).join('|')})/` },
    })),
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: { pathNot: test },
      to: { couldNotResolve: true, pathNot: '^app$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-types|coverage)/|[.]eslintrc[.]js$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
