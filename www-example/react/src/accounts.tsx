import { useAuth0, withAuthenticationRequired } from '@auth0/auth0-react';
import { useLocation } from 'react-router';
import { summary, useOutcome } from './outcome';
import { api } from './settings';

const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar.readonly';

/** An account elsewhere that the API may use for the user. */
export const Accounts = withAuthenticationRequired(() => {
  const { connectAccountWithRedirect, createFetcher } = useAuth0();
  const { connectedAccount } = useLocation().state ?? {};
  const { of, outcome } = useOutcome();
  const connect = () =>
    connectAccountWithRedirect({
      connection: 'google-oauth2',
      scopes: [CALENDAR_SCOPE],
      authorization_params: { prompt: 'consent' },
      appState: { returnTo: '/accounts' },
    });
  const read = async () => {
    const fetcher = createFetcher({ dpopNonceId: 'calendar', baseUrl: api });
    return summary(await fetcher.fetchWithAuth('/connected/calendar'));
  };
  return (
    <>
      <h1>Connected accounts</h1>
      <div className="row">
        <button id="connect" onClick={connect}>
          Connect Google
        </button>
        <button id="read" onClick={() => of(read)}>
          Read its calendar
        </button>
      </div>
      {connectedAccount ? (
        <p>
          Connected: <span id="connected">{connectedAccount.connection}</span>
        </p>
      ) : null}
      {outcome}
    </>
  );
});
