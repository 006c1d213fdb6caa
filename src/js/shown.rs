//! Who is signed in, as JavaScript objects. They are made once for each ID token, so that pages can
//! tell by reference that nothing changed.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::value;
use crate::cache::Identity;

/// The objects of one ID token.
#[derive(Debug)]
pub(super) struct Shown {
    id_token: Rc<str>,
    pub(super) user: JsValue,
    pub(super) claims: JsValue,
}

impl Shown {
    pub(super) fn new(identity: &Identity) -> Self {
        Self {
            id_token: Rc::clone(&identity.id_token),
            user: value::object(&identity.user),
            claims: value::object(&identity.claims),
        }
    }

    pub(super) fn is_of(&self, identity: &Identity) -> bool {
        Rc::ptr_eq(&self.id_token, &identity.id_token) || self.id_token == identity.id_token
    }

    /// For the client that goes on in place of this one.
    #[cfg(feature = "first")]
    pub(super) fn to_js(&self) -> JsValue {
        let id_token = JsValue::from(&*self.id_token);
        [id_token, self.user.clone(), self.claims.clone()].iter().collect::<Array>().into()
    }

    /// From the client that was there before.
    pub(super) fn from_js(parts: &JsValue) -> Option<Self> {
        let parts = parts.dyn_ref::<Array>()?;
        let id_token = parts.get(0).as_string()?.into();
        Some(Self { id_token, user: parts.get(1), claims: parts.get(2) })
    }
}
