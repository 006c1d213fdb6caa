//! Popups, as far as a flow uses them.

use crate::error::Error;

/// A window that was opened to be shown another page. Dropping it leaves it open.
pub trait Popup: Clone + 'static {
    /// Shows a page in it.
    ///
    /// # Errors
    /// When there is no such URL.
    fn show(&self, url: &str) -> Result<(), Error>;

    /// Whether it is closed, as far as can be told: a page that forbids its opener to look at it
    /// (`Cross-Origin-Opener-Policy`) seems closed too.
    fn is_closed(&self) -> bool;

    /// Closes it.
    fn close(&self);
}
