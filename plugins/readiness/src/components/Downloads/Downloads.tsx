import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { type DownloadFile, useDownload } from '../../hooks/useDownload';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    '@media print': { display: 'none' },
  },
}));

/** Buttons that each save a file. */
export function Downloads(props: {
  files: readonly (DownloadFile & { label: string })[];
}) {
  const classes = useStyles();
  const { busy, failure, start } = useDownload();
  return (
    <>
      <div className={classes.row}>
        {props.files.map(file => (
          <Button
            key={file.name}
            size="small"
            variant="outlined"
            disabled={busy}
            onClick={() => start(file)}
          >
            {file.label}
          </Button>
        ))}
      </div>
      {failure && <Alert severity="error">{failure}</Alert>}
    </>
  );
}
