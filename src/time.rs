//! Points in time, as plain numbers, and the two ways protocols and messages write them.

use std::fmt;
use std::time::Duration;

const DAY_SECONDS: i64 = 86_400;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since the epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This point, moved into the future.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }

    /// The milliseconds from another point to this one; negative when it is later.
    pub const fn millis_since(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }

    /// As cookies and HTTP write dates: `Fri, 20 Nov 2026 16:18:29 GMT`.
    pub fn to_http(self) -> String {
        let Date { weekday, day, month, year, clock } = self.date();
        format!("{weekday}, {day:02} {month} {year} {clock} GMT")
    }

    fn date(self) -> Date {
        let seconds = self.seconds();
        let days = seconds.div_euclid(DAY_SECONDS);
        let rest = seconds.rem_euclid(DAY_SECONDS);
        let (year, month, day) = civil_from_days(days);
        Date {
            weekday: WEEKDAYS[days.rem_euclid(7) as usize],
            day,
            month: MONTHS[month - 1],
            year,
            clock: format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60),
        }
    }
}

/// As messages show dates: `Fri Nov 20 2026 16:18:29 GMT+0000 (Coordinated Universal Time)`.
impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { weekday, day, month, year, clock } = self.date();
        write!(
            formatter,
            "{weekday} {month} {day:02} {year} {clock} GMT+0000 (Coordinated Universal Time)"
        )
    }
}

struct Date {
    weekday: &'static str,
    day: i64,
    month: &'static str,
    year: i64,
    clock: String,
}

/// Year, month (1-12) and day of a day count since 1970-01-01, by shifting the year to March so
/// that the leap day comes last.
fn civil_from_days(days: i64) -> (i64, usize, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month as usize, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_dates_as_javascript_does() {
        let time = Timestamp::from_seconds(1_795_191_509);
        assert_eq!(time.to_http(), "Fri, 20 Nov 2026 16:18:29 GMT");
        assert_eq!(
            time.to_string(),
            "Fri Nov 20 2026 16:18:29 GMT+0000 (Coordinated Universal Time)"
        );
        assert_eq!(Timestamp::from_millis(0).to_http(), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(Timestamp::from_seconds(951_782_400).to_http(), "Tue, 29 Feb 2000 00:00:00 GMT");
    }
}
