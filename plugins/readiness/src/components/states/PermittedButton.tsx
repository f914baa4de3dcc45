import Button, { type ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { usePermission } from '@backstage/plugin-permission-react';
import type { readinessScanStartPermission } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';

type BasicPermission = typeof readinessScanStartPermission;

const useStyles = makeStyles(theme => ({
  denied: { color: theme.palette.text.secondary, cursor: 'not-allowed' },
}));

/** A button that says which permission it needs instead of failing later. */
export function PermittedButton(
  props: ButtonProps & { permission: BasicPermission },
) {
  const { permission, disabled, ...rest } = props;
  const classes = useStyles();
  const t = useMessages();
  const { loading, allowed } = usePermission({ permission });
  if (loading || allowed) {
    return (
      <Button variant="outlined" {...rest} disabled={disabled || !allowed} />
    );
  }
  return (
    <Tooltip title={t('state.needs', { permission: permission.name })}>
      {/* Not `disabled`: what cannot be focused cannot tell its reason. */}
      <Button
        size={rest.size}
        variant="outlined"
        className={classes.denied}
        aria-disabled
        disableRipple
      >
        {rest.children}
      </Button>
    </Tooltip>
  );
}
