import '@backstage/cli/asset-types';
import ReactDOM from 'react-dom/client';
import App from './App';
import '@backstage/ui/css/styles.css';

// Browsers report it when a menu is measured and grows in one frame. Nothing is
// wrong then, but the overlay of the development server would cover the page.
window.addEventListener(
  'error',
  event => {
    if (event.message.startsWith('ResizeObserver loop'))
      event.stopImmediatePropagation();
  },
  { capture: true },
);

ReactDOM.createRoot(document.getElementById('root')!).render(App.createRoot());
