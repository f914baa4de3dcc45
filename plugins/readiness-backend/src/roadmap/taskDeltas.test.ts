import { findingRow } from './__fixtures__/findingRow';
import { scoreWrite, verdict } from './__fixtures__/scoreWrite';
import { observedDelta, predictedDelta } from './taskDeltas';

const ENTITY = 'component:default/checkout';
const CHECKOUT = 'workload:u1/shop/apps/Deployment/checkout';
const NAMESPACE = 'ns:u1/shop';

const failing = verdict('cost-requests-set', CHECKOUT, 'fail');
const service = findingRow({ id: 'a' });
const platform = findingRow({
  id: 'p',
  check_id: 'sec-pss-enforced',
  subject_key: NAMESPACE,
  responsible: 'platform',
});
const unsafe = verdict('sec-pss-enforced', NAMESPACE, 'fail');

describe('predictedDelta', () => {
  const scores = scoreWrite(
    { ref: ENTITY, verdicts: [failing] },
    { verdicts: [unsafe] },
  );

  it('is what the entity gains once the findings are fixed', () => {
    const after = scoreWrite({
      ref: ENTITY,
      verdicts: [{ ...failing, state: 'pass' }],
    });
    const gain =
      after.entities.get(ENTITY)!.tree.verified -
      scores.entities.get(ENTITY)!.tree.verified;
    expect(gain).toBeGreaterThan(0);
    expect(
      predictedDelta([service], { open: [service], scores, clusterUid: 'u1' }),
    ).toBe(gain);
  });

  it('is nothing while another occurrence of the verdict stays open', () => {
    const other = { ...service, id: 'b', discriminator: 'sidecar' };
    expect(
      predictedDelta([service], {
        open: [service, other],
        scores,
        clusterUid: 'u1',
      }),
    ).toBe(0);
    expect(
      predictedDelta([service, other], {
        open: [service, other],
        scores,
        clusterUid: 'u1',
      }),
    ).toBeGreaterThan(0);
  });

  it('is what the cluster gains where the platform answers', () => {
    expect(
      predictedDelta([platform], {
        open: [platform],
        scores,
        clusterUid: 'u1',
      }),
    ).toBeGreaterThan(0);
  });

  it('is unknown for what the scan did not score', () => {
    const elsewhere = { ...platform, cluster_uid: 'u2' };
    expect(
      predictedDelta([elsewhere], {
        open: [elsewhere],
        scores,
        clusterUid: 'u1',
      }),
    ).toBeUndefined();
  });
});

describe('observedDelta', () => {
  it('is the change of the same score', () => {
    const scores = scoreWrite(
      { ref: ENTITY, verdicts: [failing], before: 30 },
      { verdicts: [unsafe], before: 12.5 },
    );
    const { entities, cluster } = scores;
    expect(observedDelta([service], scores, 'u1')).toBe(
      entities.get(ENTITY)!.tree.verified - 30,
    );
    expect(observedDelta([platform], scores, 'u1')).toBe(
      cluster.tree.verified - 12.5,
    );
  });

  it('is nothing where there was no score before', () => {
    const scores = scoreWrite({ ref: ENTITY, verdicts: [failing] });
    expect(observedDelta([service], scores, 'u1')).toBe(0);
  });
});
