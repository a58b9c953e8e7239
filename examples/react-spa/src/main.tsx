// A bookstore in the browser whose customers sign in through Gatehouse.
//
//   npm start -- --config examples/gatehouse.yaml   Gatehouse at http://localhost:3001
//   npm start -w examples/hono-api                  the API with the books, at http://localhost:3004
//   npm start -w examples/react-spa                 this, at http://localhost:3003
import { GatehouseProvider } from '@gatehouse/sdk/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './style.css';

const config = {
  endpoint: import.meta.env.VITE_GATEHOUSE_ENDPOINT,
  appId: import.meta.env.VITE_APP_ID,
  scopes: ['email', 'books:read'],
  resources: ['https://api.bookstore.example'],
};

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <GatehouseProvider config={config}>
      <App />
    </GatehouseProvider>
  </StrictMode>,
);
