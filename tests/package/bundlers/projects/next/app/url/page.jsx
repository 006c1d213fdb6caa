'use client';

import { init } from 'auth0-spa-wasm/url';
import { useEffect, useState } from 'react';

export default function Page() {
  const [outcome, setOutcome] = useState();
  useEffect(() => {
    init().then(
      () => setOutcome(<p id="loaded">loaded</p>),
      (error) => setOutcome(<p id="failure">{String(error)}</p>),
    );
  }, []);
  return outcome;
}
