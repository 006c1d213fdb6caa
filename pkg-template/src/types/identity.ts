/** Who acts on behalf of the subject (the `act` claim of RFC 8693, section 4.1). */
export interface ActClaim {
  sub?: string;
  [key: string]: any;
}

/** The claims of the ID token. */
export interface IdToken {
  /** The ID token as it was issued. */
  __raw: string;
  name?: string;
  given_name?: string;
  family_name?: string;
  middle_name?: string;
  nickname?: string;
  preferred_username?: string;
  profile?: string;
  picture?: string;
  website?: string;
  email?: string;
  email_verified?: boolean;
  gender?: string;
  birthdate?: string;
  zoneinfo?: string;
  locale?: string;
  phone_number?: string;
  phone_number_verified?: boolean;
  address?: string;
  updated_at?: string;
  iss?: string;
  aud?: string;
  exp?: number;
  nbf?: number;
  iat?: number;
  jti?: string;
  azp?: string;
  nonce?: string;
  auth_time?: string;
  at_hash?: string;
  c_hash?: string;
  acr?: string;
  amr?: string[];
  sub_jwk?: string;
  cnf?: string;
  sid?: string;
  /** Id of the organization the user signed in to. */
  org_id?: string;
  /** Name of the organization the user signed in to. */
  org_name?: string;
  /** When the session must end, in seconds since 1970. */
  session_expiry?: number;
  act?: ActClaim;
  [key: string]: any;
}

/** The profile of the signed-in user: the claims of the ID token without the protocol's own. */
export class User {
  declare name?: string;
  declare given_name?: string;
  declare family_name?: string;
  declare middle_name?: string;
  declare nickname?: string;
  declare preferred_username?: string;
  declare profile?: string;
  declare picture?: string;
  declare website?: string;
  declare email?: string;
  declare email_verified?: boolean;
  declare gender?: string;
  declare birthdate?: string;
  declare zoneinfo?: string;
  declare locale?: string;
  declare phone_number?: string;
  declare phone_number_verified?: boolean;
  declare address?: string;
  declare updated_at?: string;
  /** Identifies the user at the tenant, for example `auth0|64b7…`. */
  declare sub?: string;
  declare act?: ActClaim;
  [key: string]: any;
}
