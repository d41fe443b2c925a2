import { createElement, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  // The same finishing line as Countersign's own page.
  useEffect(() => void document.fonts.ready.then(() => window.peer.ready()), []);
  return createElement('h1', null, 'Hello');
}

createRoot(document.getElementById('root')).render(createElement(StrictMode, null, createElement(App)));
