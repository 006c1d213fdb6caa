//! Which key the refresh tokens are bound to. A key that is gone (storage cleared, another profile)
//! is noticed before a token is sent in vain.

use super::Keeper;
use crate::cache::key;
use crate::error::{Error, codes};
use crate::json::{Object, Value};
use crate::platform::Platform;
use crate::proof::key_thumbprint;
use crate::protocol::errand::Binding;

impl<P: Platform> Keeper<P> {
    /// Notes the key of the refresh tokens that were just issued.
    pub(super) async fn note_key(&self, binding: Binding) -> Result<(), Error> {
        let note = key::bound(&self.0.client_id);
        match binding {
            Binding::Bearer => self.0.entries.take(&note).await,
            Binding::Dpop => {
                let thumbprint = key_thumbprint(&*self.0.platform, &self.0.client_id).await?;
                let entry = Object::new().with("jkt", thumbprint);
                self.0.entries.put(&note, entry.into()).await
            }
        }
    }

    /// Drops every refresh token when the key they are bound to is gone.
    pub(super) async fn check_key(&self, binding: Binding) -> Result<(), Error> {
        let note = key::bound(&self.0.client_id);
        let noted = |entry: &Value| entry.as_object()?.text("jkt").map(str::to_string);
        let entry = self.0.entries.get(&note).await?;
        let Some(noted) = entry.as_deref().and_then(noted) else { return Ok(()) };
        let is_there = binding == Binding::Dpop
            && key_thumbprint(&*self.0.platform, &self.0.client_id).await? == noted;
        if is_there {
            return Ok(());
        }
        self.clear().await?;
        Err(Error::generic(
            codes::DPOP_KEY_LOST,
            "The key that the refresh token is bound to is gone, so the token is of no use any more. Let the user sign in again.",
        ))
    }
}
