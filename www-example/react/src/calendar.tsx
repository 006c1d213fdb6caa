import { useAuth0, withAuthenticationRequired } from '@auth0/auth0-react';
import { summary, useOutcome } from './outcome';
import { api } from './settings';

/** An API that wants its tokens bound to a key. */
export const Calendar = withAuthenticationRequired(() => {
  const { createFetcher } = useAuth0();
  const { of, outcome } = useOutcome();
  const read = async () => {
    const fetcher = createFetcher({ dpopNonceId: 'calendar', baseUrl: api });
    return summary(await fetcher.fetchWithAuth('/calendar'));
  };
  return (
    <>
      <h1>Your calendar</h1>
      <button id="fetcher" onClick={() => of(read)}>
        Read it
      </button>
      {outcome}
    </>
  );
});
