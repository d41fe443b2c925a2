import './trusted-types';
import '../shared/contract/jitless';
import './styles/tokens.css';
import './styles/components.css';
import './styles/app.css';
import './styles/screens.css';
import './styles/entrance.css';
import './styles/setup.css';
import './styles/connect.css';
import './styles/govern.css';
import './styles/policies.css';
import './styles/map.css';
import './styles/settings.css';
import './styles/security.css';
import './styles/data.css';
import './styles/activity.css';
import './styles/audit.css';
import './styles/people.css';
import './styles/large-text.css';
import './strings/i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
