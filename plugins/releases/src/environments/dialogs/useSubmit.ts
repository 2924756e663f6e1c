import { FormEvent, useState } from 'react';
import { messageOf } from '../../shared/states';
import { useAct } from '../shared/useAct';

/** Sends a dialog's form: closes it when done, and keeps it with the reason when not. */
export function useSubmit<T>(options: {
  isReady: boolean;
  send(): Promise<T>;
  /** What is said when it is done. */
  done: string | ((result: T) => string);
  onDone(): void;
}) {
  const { isReady, send, done, onDone } = options;
  const act = useAct();
  const [asked, setAsked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setAsked(true);
    if (!isReady || isSending) return;
    setSending(true);
    setFailure(undefined);
    try {
      const result = await send();
      await act(
        async () => result,
        typeof done === 'function' ? done(result) : done,
      );
      onDone();
    } catch (error) {
      setFailure(messageOf(error));
      setSending(false);
    }
  };
  return { asked, isSending, failure, submit };
}
