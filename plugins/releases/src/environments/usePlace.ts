import { useLocation } from 'react-router-dom';
import { environmentsViews } from './views';

const PLACE = /^(.*\/environments)(?:\/([^/]+))?\/?$/;

/** Which tab the URL names, and the address that the tabs stand under. */
export function usePlace() {
  const [, base = '/environments', id] =
    PLACE.exec(useLocation().pathname) ?? [];
  return {
    base,
    view: environmentsViews.find(one => one.id === id) ?? environmentsViews[0],
  };
}
