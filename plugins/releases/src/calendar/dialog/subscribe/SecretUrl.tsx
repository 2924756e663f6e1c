import { Alert, Button, TextField } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { useText } from '../../../translation';
import styles from './Subscribe.module.css';

/** The address of a feed, which the server shows only this once. */
export function SecretUrl(props: { title: string; url: string }) {
  const { title, url } = props;
  const t = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <div className={styles.secret}>
      <Alert
        role="status"
        status="success"
        icon
        title={title}
        description={t('dialog.subscribe.secret')}
      />
      <div className={styles.address}>
        <TextField
          label={t('dialog.subscribe.address')}
          value={url}
          isReadOnly
          autoFocus
          onFocus={event => event.target.select()}
        />
        <Button variant="primary" iconStart={<RiFileCopyLine />} onPress={copy}>
          {copied ? t('dialog.subscribe.copied') : t('dialog.subscribe.copy')}
        </Button>
      </div>
    </div>
  );
}
