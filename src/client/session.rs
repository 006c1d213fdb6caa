//! What a page remembers of a session in cookies: that there is one, and its organization. No
//! token and nothing about the user.

use std::time::Duration;

use super::Client;
use crate::json::{self, Value};
use crate::platform::Platform;
use crate::protocol::cookie::{self, Attributes};
use crate::time::Timestamp;

const SIGNED_IN: &str = "true";
const OLD_NAME: &str = "auth0.is.authenticated";

impl<P: Platform> Client<P> {
    /// Whether somebody signed in here and has not signed out since.
    pub(super) fn is_marked_signed_in(&self) -> bool {
        if self.read_cookie(&self.signed_in_name()).is_some() {
            return true;
        }
        if self.read_cookie(OLD_NAME).is_none() {
            return false;
        }
        if self.beyond().is_err() {
            return true;
        }
        self.write_cookie(&self.signed_in_name(), SIGNED_IN, self.config().cookies.lifetime);
        self.expire_cookie(OLD_NAME, None);
        true
    }

    /// The organization of the session, for silent requests that name none.
    pub(super) fn organization_hint(&self) -> Option<String> {
        let text = self.read_cookie(&self.organization_name())?;
        json::parse(&text).ok()?.as_str().map(str::to_string)
    }

    pub(super) fn mark_signed_in(&self, organization: Option<&str>) {
        let lifetime = self.config().cookies.lifetime;
        self.write_cookie(&self.signed_in_name(), SIGNED_IN, lifetime);
        match organization {
            Some(organization) => {
                let text = json::to_string(&Value::from(organization));
                self.write_cookie(&self.organization_name(), &text, lifetime);
            }
            None => self.remove_cookie(&self.organization_name()),
        }
    }

    pub(super) fn unmark_signed_in(&self) {
        self.remove_cookie(&self.organization_name());
        self.remove_cookie(&self.signed_in_name());
    }

    fn signed_in_name(&self) -> String {
        format!("auth0.{}.is.authenticated", self.config().client_id)
    }

    fn organization_name(&self) -> String {
        format!("auth0.{}.organization_hint", self.config().client_id)
    }

    // Cookies with their twins.

    pub(super) fn read_cookie(&self, name: &str) -> Option<String> {
        let cookies = self.platform().cookies();
        let twin = || cookie::read(&cookies, &twin_name(name));
        cookie::read(&cookies, name).or_else(twin).filter(|value| !value.is_empty())
    }

    pub(super) fn write_cookie(&self, name: &str, value: &str, lifetime: Duration) {
        let expires = self.platform().clock().after(lifetime);
        let domain = self.config().cookies.domain.as_deref();
        let secure = self.is_secure_page();
        let attributes = Attributes { expires, domain, secure, same_site_none: secure };
        self.platform().set_cookie(&cookie::write(name, value, attributes));
        if self.config().cookies.legacy_twin {
            let attributes = Attributes { same_site_none: false, ..attributes };
            self.platform().set_cookie(&cookie::write(&twin_name(name), value, attributes));
        }
    }

    pub(super) fn remove_cookie(&self, name: &str) {
        let domain = self.config().cookies.domain.as_deref();
        self.expire_cookie(name, domain);
        self.expire_cookie(&twin_name(name), domain);
    }

    fn expire_cookie(&self, name: &str, domain: Option<&str>) {
        let secure = self.is_secure_page();
        let expires = Timestamp::from_millis(0);
        let attributes = Attributes { expires, domain, secure, same_site_none: secure };
        self.platform().set_cookie(&cookie::write(name, "", attributes));
    }

    fn is_secure_page(&self) -> bool {
        self.platform().page_url().is_ok_and(|url| url.starts_with("https:"))
    }
}

fn twin_name(name: &str) -> String {
    format!("_legacy_{name}")
}
