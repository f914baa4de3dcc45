import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { namespace } from '../__fixtures__/objects';
import { allocationLabels as check } from './allocationLabels';
import {
  allocationLabelsCases,
  cart,
  catalog,
  workload,
} from './allocationLabels.cases';

describeCases(allocationLabelsCases);

describe('findings of cost-allocation-labels', () => {
  it('are one for a namespace in which nobody has a label', async () => {
    const objects = ['a', 'b', 'c'].map(name => workload(name, {}));
    const states = await Promise.all(
      ['shop', 'a', 'b', 'c'].map(
        async subject => (await verdictOf({ check, objects, subject })).state,
      ),
    );
    expect(states).toEqual(['fail', 'na', 'na', 'na']);
  });

  it('say that a label of the Deployment does not reach the pods', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        cart,
        workload(
          'search',
          { 'app.kubernetes.io/name': 'search', env: 'prod' },
          { team: 'search' },
        ),
      ],
      options: catalog,
      subject: 'search',
    });
    expect(occurrences[0].reasons[0].message).toBe(
      'The label team or owner is on the Deployment and not on its pod template: it does not reach the pods.',
    );
  });
});

describe('remediation of cost-allocation-labels', () => {
  it('labels the pod template with what is known', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        namespace('shop', { owner: 'web' }),
        cart,
        workload('search', {}),
      ],
      subject: 'search',
    });
    const [{ remediation }] = occurrences;
    expect(parse(remediation.content)).toEqual({
      spec: {
        template: {
          metadata: {
            labels: {
              'app.kubernetes.io/name': 'search',
              owner: 'web',
              env: 'prod',
            },
          },
        },
      },
    });
  });

  it('labels a whole namespace without touching selectors', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [workload('search', {})],
      subject: 'shop',
    });
    const { content } = occurrences[0].remediation;
    expect(content).toContain('includeTemplates: true');
    expect(content).toContain(
      'kubectl label namespace shop team=TEAM env=prod',
    );
    expect(content).toContain('its own name as app.kubernetes.io/name');
  });
});
