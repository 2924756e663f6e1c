export { useEntityHref } from '../../entity/useEntityHref';
