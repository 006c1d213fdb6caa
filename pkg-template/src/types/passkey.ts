/** How the tenant wants a passkey to be made: `PublicKeyCredentialCreationOptions` with binaries as base64url text. */
export interface PasskeyCreationOptions {
  challenge: string;
  rp: {
    id: string;
    name: string;
  };
  user: {
    id: string;
    name: string;
    displayName: string;
  };
  pubKeyCredParams: Array<{
    type: string;
    alg: number;
  }>;
  authenticatorSelection?: {
    residentKey?: string;
    userVerification?: string;
  };
  timeout?: number;
}

/** How the tenant wants a passkey to be used: `PublicKeyCredentialRequestOptions` with binaries as base64url text. */
export interface PasskeyRequestOptions {
  challenge: string;
  rpId: string;
  timeout?: number;
  userVerification?: string;
}

/** What an authenticator answered, with binaries as base64url text. */
export interface PasskeyCredentialResponse {
  id: string;
  rawId: string;
  type: string;
  authenticatorAttachment?: string;
  response: {
    clientDataJSON: string;
    /** A passkey was made. */
    attestationObject?: string;
    /** A passkey was used. */
    authenticatorData?: string;
    signature?: string;
    userHandle?: string;
  };
  clientExtensionResults?: Record<string, unknown>;
}

interface NewUser {
  /** The whole name. */
  name?: string;
  givenName?: string;
  familyName?: string;
  nickname?: string;
  /** The URL of a picture. */
  picture?: string;
  /** Kept with the user as `user_metadata`. */
  userMetadata?: Record<string, string>;
  /** The database connection. Default: the tenant's choice. */
  realm?: string;
  /** Id (`org_…`) or name of the organization that the user joins. */
  organization?: string;
}

/** Who signs up: an email address, a telephone number or a user name, as the connection wants it, and more. */
export type PasskeySignupChallengeOptions = NewUser &
  (
    | { email: string; phoneNumber?: string; username?: string }
    | { phoneNumber: string; email?: string; username?: string }
    | { username: string; email?: string; phoneNumber?: string }
  );

/** The answer to a request for a challenge to sign up by. */
export interface PasskeySignupChallengeResponse {
  authSession: string;
  authnParamsPublicKey: PasskeyCreationOptions;
}

/** Where to sign in. */
export interface PasskeyLoginChallengeOptions {
  /** The database connection. Default: the tenant's choice. */
  realm?: string;
  /** Id (`org_…`) or name of the organization to sign in to. */
  organization?: string;
}

/** The answer to a request for a challenge to sign in by. */
export interface PasskeyLoginChallengeResponse {
  authSession: string;
  authnParamsPublicKey: PasskeyRequestOptions;
}

interface Wanted {
  /** What to ask for beside the client's scopes. */
  scope?: string;
  /** The API that the access token is for. Default: the client's. */
  audience?: string;
}

/** Options of `passkey.signup`. */
export type PasskeySignupOptions = PasskeySignupChallengeOptions & Wanted;

/** Options of `passkey.login`. */
export type PasskeyLoginOptions = PasskeyLoginChallengeOptions & Wanted;

/** A challenge to make a passkey by. */
export type PasskeySignupChallenge = {
  /** Goes to `passkey.getTokenWithPasskey`. */
  authSession: string;
  /** Goes to `navigator.credentials.create`. */
  publicKey: PublicKeyCredentialCreationOptions;
};

/** A challenge to sign in by. */
export type PasskeyLoginChallenge = {
  /** Goes to `passkey.getTokenWithPasskey`. */
  authSession: string;
  /** Goes to `navigator.credentials.get`. */
  publicKey: PublicKeyCredentialRequestOptions;
};

/** Options of `passkey.getTokenWithPasskey`. */
export type PasskeyGetTokenOptions = {
  /** From the challenge. */
  authSession: string;
  /** What `navigator.credentials` gave. */
  credential: PublicKeyCredential;
  /** The database connection. Default: the tenant's choice. */
  realm?: string;
  /** Id (`org_…`) or name of the organization to sign in to. Default: the client's. */
  organization?: string;
  /** What to ask for beside the client's scopes. */
  scope?: string;
  /** The API that the access token is for. Default: the client's. */
  audience?: string;
};
