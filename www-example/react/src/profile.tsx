import { useAuth0, withAuthenticationRequired } from '@auth0/auth0-react';

/** For those who are signed in; everybody else is sent to sign in, and comes back here. */
export const Profile = withAuthenticationRequired(() => {
  const { user } = useAuth0();
  return (
    <>
      <h1>Who you are</h1>
      <ul>
        <li id="name">{user?.name}</li>
        <li id="email">{user?.email}</li>
      </ul>
    </>
  );
});
