//! Sending to the token endpoint, with a proof where tokens are bound. A server that wants its
//! nonce in the proof gets it, once ([RFC 9449 section 8](https://www.rfc-editor.org/rfc/rfc9449#section-8)).

use super::Keeper;
use crate::error::Error;
use crate::platform::Platform;
use crate::proof::{self, Subject};
use crate::protocol::dpop::{is_nonce_challenge, nonce_of};
use crate::protocol::errand::Binding;
use crate::protocol::http::{Request, Response};

impl<P: Platform> Keeper<P> {
    /// Sends a request, and once more when the server did not process it for want of its nonce.
    pub(super) async fn dispatch(
        &self,
        request: Request,
        binding: Binding,
    ) -> Result<Box<Response>, Error> {
        if binding == Binding::Bearer {
            return self.0.platform.send(&request).await;
        }
        let nonce_key = proof::nonce_key(&self.0.client_id, None);
        let known = self.0.platform.dpop_nonce(&nonce_key).await.ok().flatten();
        let (response, learned) = self.send_with_proof(request.clone(), known.as_deref()).await?;
        if let Some(nonce) = &learned {
            self.keep_nonce(&nonce_key, nonce).await;
        }
        let Some(nonce) = learned.filter(|_| is_nonce_challenge(&response)) else {
            return Ok(response);
        };
        let (response, learned) = self.send_with_proof(request, Some(&nonce)).await?;
        if let Some(nonce) = &learned {
            self.keep_nonce(&nonce_key, nonce).await;
        }
        Ok(response)
    }

    async fn send_with_proof(
        &self,
        mut request: Request,
        nonce: Option<&str>,
    ) -> Result<(Box<Response>, Option<String>), Error> {
        let method = request.method.as_str();
        let subject = Subject { method, url: &request.url, nonce, ath: None };
        let proof = proof::make(&*self.0.platform, &self.0.client_id, &subject).await?;
        request.headers.push(("dpop", proof));
        let response = self.0.platform.send(&request).await?;
        let learned = nonce_of(response.header("dpop-nonce")).map(str::to_string);
        Ok((response, learned))
    }

    /// A nonce that cannot be kept is asked for again next time.
    async fn keep_nonce(&self, key: &str, nonce: &str) {
        let _ = self.0.platform.set_dpop_nonce(key, nonce).await;
    }
}
