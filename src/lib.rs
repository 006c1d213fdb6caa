//! Auth0 for single-page apps.
