//! A problem of the My Account API.

/// What the My Account API says went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A URI that names the kind of problem; `invalid_json` for an answer that was no JSON.
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// A short text.
    pub title: String,
    /// A longer one.
    pub detail: String,
    /// What was wrong with the input.
    pub validation_errors: Option<Vec<ValidationError>>,
}

/// One thing that was wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationError {
    /// What.
    pub detail: String,
    /// In which field.
    pub field: Option<String>,
    /// Where, as a JSON pointer.
    pub pointer: Option<String>,
    /// In which part of the request.
    pub source: Option<String>,
}

impl Problem {
    /// The code at the end of the kind, as in `A0E-403-0002`. Servers differ in what comes before.
    pub fn code(&self) -> &str {
        self.kind.rsplit(['/', '#']).next().unwrap_or_default()
    }
}
