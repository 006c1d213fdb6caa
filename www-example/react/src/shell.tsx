import { useAuth0 } from '@auth0/auth0-react';
import { NavLink, Outlet } from 'react-router';

const PAGES = [
  ['/profile', 'Profile'],
  ['/calendar', 'Calendar'],
  ['/accounts', 'Accounts'],
];

export function Shell() {
  const { error, isAuthenticated, isLoading, loginWithRedirect, logout } = useAuth0();
  const leave = () => logout({ logoutParams: { returnTo: window.location.origin } });
  return (
    <>
      <header>
        <strong>React</strong>
        <nav aria-label="Pages">
          {PAGES.map(([path, name]) => (
            <NavLink key={path} to={path!} className={({ isActive }) => (isActive ? 'current' : '')}>
              {name}
            </NavLink>
          ))}
        </nav>
        {isLoading ? <span>…</span> : null}
        {!isLoading && isAuthenticated ? (
          <button id="logout" onClick={leave}>
            Sign out
          </button>
        ) : null}
        {!isLoading && !isAuthenticated ? (
          <button id="login" onClick={() => loginWithRedirect()}>
            Sign in
          </button>
        ) : null}
      </header>
      <main>
        <Outlet />
        {error ? (
          <p id="failure" role="alert">
            {`${(error as { error?: string }).error ?? ''}: ${error.message}`}
          </p>
        ) : null}
      </main>
    </>
  );
}
