import Button, { type ButtonProps } from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { usePermission } from '@backstage/plugin-permission-react';
import type { readinessScanStartPermission } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';

type BasicPermission = typeof readinessScanStartPermission;

/** A button that says which permission it needs instead of failing later. */
export function PermittedButton(
  props: ButtonProps & { permission: BasicPermission },
) {
  const { permission, disabled, ...rest } = props;
  const t = useMessages();
  const { loading, allowed } = usePermission({ permission });
  const denied = !loading && !allowed;
  const button = (
    <Button variant="outlined" {...rest} disabled={disabled || !allowed} />
  );
  return denied ? (
    <Tooltip title={t('state.needs', { permission: permission.name })}>
      {/* A disabled button has no events; the focus lands on its wrapper. */}
      <span tabIndex={0}>{button}</span>
    </Tooltip>
  ) : (
    button
  );
}
