//! What time it is: asked here and nowhere else. Days are China's (UTC+8), as the deadlines are.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, offset};

const CHINA: Offset = offset(8);

/// Now.
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}

/// The day it is now.
pub(super) fn today() -> Date {
    CHINA.to_datetime(now()).date()
}

/// The time of day, to the second.
pub(super) fn time_of_day() -> String {
    CHINA.to_datetime(now()).time().strftime("%H:%M:%S").to_string()
}

/// The moment `day` begins, if there is such a moment.
pub(super) fn beginning_of(day: Date) -> Option<Timestamp> {
    CHINA.to_timestamp(day.at(0, 0, 0, 0)).ok()
}
