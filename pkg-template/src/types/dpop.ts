/** The request that a proof is for. */
export interface DpopProofOptions {
  /** Its address. Query and fragment are not part of the proof. */
  url: string;
  /** Its method, as it is sent. */
  method: string;
  /** The nonce that the server gave last, where it gives any. */
  nonce?: string;
  /** The access token that is sent with it. */
  accessToken: string;
}
