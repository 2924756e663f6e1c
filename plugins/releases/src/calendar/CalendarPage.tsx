import { Announcer } from '../shared/a11y';
import { DialogHost } from './dialogs';

/** Releases → Calendar. */
export function CalendarPage() {
  return (
    <Announcer>
      <DialogHost>
        <div />
      </DialogHost>
    </Announcer>
  );
}
