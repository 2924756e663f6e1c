import { ApiProvider } from '@backstage/core-app-api';
import { compatWrapper } from '@backstage/core-compat-api';
import {
  AlertApi,
  alertApiRef,
  ApiHolder,
  ApiRef,
  useApi,
  useApiHolder,
} from '@backstage/core-plugin-api';
import { ToastApi, toastApiRef } from '@backstage/frontend-plugin-api';
import { ReactNode, useMemo } from 'react';

/** Apps on the old system have alerts where the new one has toasts. */
function toastsAsAlerts(alerts: AlertApi): Pick<ToastApi, 'post'> {
  return {
    post({ title, status }) {
      alerts.post({
        message: String(title),
        severity: status === 'success' ? 'success' : 'info',
        display: 'transient',
      });
      // An alert goes by itself.
      return { close() {} };
    },
  };
}

function Toasts(props: { children: ReactNode }) {
  const alerts = useApi(alertApiRef);
  const known = useApiHolder().get(toastApiRef);
  const apis = useMemo((): ApiHolder => {
    const toasts = known ?? toastsAsAlerts(alerts);
    return {
      get: <T,>(ref: ApiRef<T>) =>
        ref.id === toastApiRef.id ? (toasts as T) : undefined,
    };
  }, [alerts, known]);
  return <ApiProvider apis={apis}>{props.children}</ApiProvider>;
}

/** Gives what is below what it expects of the new frontend system, in an app on the old one. */
export function LegacyApis(props: { children: ReactNode }) {
  return compatWrapper(<Toasts>{props.children}</Toasts>);
}
