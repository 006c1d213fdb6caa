//! A problem of the My Account API.

use std::fmt;

use crate::text::behind;

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
        behind(&self.kind, b"/#")
    }
}

/// What the API said, and what to change where that is known.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = match [&self.detail, &self.title].into_iter().find(|text| !text.is_empty()) {
            Some(text) => text.clone(),
            None => format!("The My Account API answered with status {}.", self.status),
        };
        for error in self.validation_errors.iter().flatten() {
            said.push_str("; ");
            said.push_str(&error.detail);
        }
        let advice = match self.status {
            403 => FORBIDDEN,
            404 => NOT_FOUND,
            _ => return formatter.write_str(&said),
        };
        formatter.write_str(said.trim_end_matches('.'))?;
        formatter.write_str(advice)
    }
}

const FORBIDDEN: &str = ". Allow the scope for the My Account API (dashboard: Applications > APIs) in both places: the application's access, and its refresh token policies (MRRT).";
const NOT_FOUND: &str = ". If that was there a moment ago, start again. If nothing is there at all, activate the My Account API (dashboard: Applications > APIs).";

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(status: u16, title: &str, detail: &str) -> Problem {
        let (title, detail) = (title.to_string(), detail.to_string());
        Problem { kind: String::new(), status, title, detail, validation_errors: None }
    }

    #[test]
    fn a_problem_says_what_it_has_and_what_to_change() {
        assert_eq!(problem(409, "Conflict", "Connected already").to_string(), "Connected already");
        assert_eq!(problem(409, "Conflict", "").to_string(), "Conflict");
        assert_eq!(
            problem(502, "", "").to_string(),
            "The My Account API answered with status 502."
        );
        assert!(problem(403, "", "No").to_string().contains("refresh token policies"));
        assert!(problem(404, "", "No").to_string().contains("activate the My Account API"));
        let wrong = ValidationError {
            detail: "must have a connection".into(),
            field: None,
            pointer: None,
            source: None,
        };
        let wrong = Problem { validation_errors: Some(vec![wrong]), ..problem(400, "", "Invalid") };
        assert_eq!(wrong.to_string(), "Invalid; must have a connection");
    }
}
