import {
  CONTROLS,
  DIMENSIONS,
} from '@readiness/backstage-plugin-readiness-common';
import { builtInChecks } from './builtInChecks';
import { catalogueFor } from './catalogue';
import { plannedChecks } from './planned';

const catalogue = catalogueFor(builtInChecks);
const countBy = (dimension: string) =>
  catalogue.filter(check => check.dimension === dimension).length;

describe('catalogueFor', () => {
  it('has the hundred checks of the catalogue, each once', () => {
    expect(catalogue).toHaveLength(100);
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(100);
    expect(DIMENSIONS.map(countBy)).toEqual([25, 31, 20, 24]);
  });

  it('says which of them are built', () => {
    const ids = builtInChecks.map(({ id }) => id);
    expect(catalogue.filter(({ built }) => built).map(({ id }) => id)).toEqual(
      ids,
    );
    expect(plannedChecks.filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  it('lists as planned what is built nowhere', () => {
    const without = builtInChecks.slice(1);
    expect(catalogueFor(without).map(({ id }) => id)).not.toContain(
      builtInChecks[0].id,
    );
  });

  it('takes checks of others in as built', () => {
    const own = { ...builtInChecks[0], id: 'acme-owner-label' };
    expect(
      catalogueFor([...builtInChecks, own]).filter(({ built }) => built),
    ).toHaveLength(builtInChecks.length + 1);
  });

  it('puts every check under a control of its own dimension', () => {
    for (const { id, control, dimension } of catalogue) {
      expect([id, CONTROLS[control].dimension]).toEqual([id, dimension]);
    }
    expect(new Set(catalogue.map(({ control }) => control)).size).toBe(
      Object.keys(CONTROLS).length,
    );
  });

  it('holds the platform responsible for the cluster only', () => {
    const of = (id: string) =>
      catalogue.find(check => check.id === id)?.responsible;
    expect(of('sec-rbac-cluster-admin')).toBe('platform');
    expect(of('rec-cluster-iac')).toBe('platform');
    expect(of('sec-pss-enforced')).toBe('service');
    expect(of('cost-requests-set')).toBe('service');
    expect(of('obs-dashboard-exists')).toBe('service');
  });

  it('defines the stages that the maths relies on', () => {
    const stagesOf = (wanted: string) => [
      ...new Set(
        catalogue
          .filter(({ control }) => control === wanted)
          .map(({ stage }) => stage),
      ),
    ];
    for (const control of ['C1', 'O1', 'O5', 'S1']) {
      expect(stagesOf(control)).not.toContain('proven');
    }
    for (const control of ['R3', 'S3']) {
      expect(stagesOf(control)).not.toContain('used');
    }
  });
});
