import { type AppState, Auth0Provider } from '@auth0/auth0-react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { Accounts } from './accounts';
import { Calendar } from './calendar';
import { client } from './client';
import { Home } from './home';
import { Profile } from './profile';
import { Shell } from './shell';

const router = createBrowserRouter([
  {
    element: <Shell />,
    children: [
      { path: '/', element: <Home /> },
      { path: '/profile', element: <Profile /> },
      { path: '/calendar', element: <Calendar /> },
      { path: '/accounts', element: <Accounts /> },
    ],
  },
]);

/** Goes on where the user was; a connected account comes in the state as well. */
const goOn = (state?: AppState) => void router.navigate(state?.returnTo ?? window.location.pathname, { state });

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <Auth0Provider client={client} onRedirectCallback={goOn}>
      <RouterProvider router={router} />
    </Auth0Provider>
  </StrictMode>,
);
