import type { Theme } from '@material-ui/core/styles';
import type { CreateCSSProperties } from '@material-ui/core/styles/withStyles';

/**
 * The text that everything below a root of this plugin inherits: page shells
 * differ in what they set, and links that are buttons centre their text.
 */
export function bodyText(theme: Theme): CreateCSSProperties {
  return {
    ...theme.typography.body2,
    color: theme.palette.text.primary,
    // Labels stand on the page's own background, where grey is too faint.
    '& .MuiFormLabel-root:not(.Mui-error)': {
      color: theme.palette.text.primary,
    },
    '& .MuiLink-button': { textAlign: 'left', verticalAlign: 'baseline' },
  };
}
