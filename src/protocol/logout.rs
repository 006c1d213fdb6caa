//! The logout URL of Auth0 ([Auth0: Log Users Out of Auth0](https://auth0.com/docs/authenticate/login/logout/log-users-out-of-auth0)).

use super::query::Parameters;
use super::telemetry::Telemetry;
use crate::json::Object;

/// Whether the user is also signed out at the identity provider behind the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Federation {
    /// Only at the tenant.
    Keep,
    /// At the identity provider too.
    SignOut,
}

/// The URL that ends the session at the tenant.
pub fn url(
    base_url: &str,
    client_id: Option<&str>,
    parameters: &Object,
    federation: Federation,
    telemetry: &Telemetry,
) -> String {
    let mut query = Parameters::new();
    query.set_some("client_id", client_id);
    query.set_all(parameters);
    let suffix = match federation {
        Federation::Keep => "",
        Federation::SignOut => "&federated",
    };
    let query = query.encode();
    format!("{base_url}/v2/logout?{query}&auth0Client={}{suffix}", telemetry.parameter)
}
