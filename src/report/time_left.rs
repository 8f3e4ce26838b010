//! How long it is to a deadline.

use jiff::Timestamp;

use crate::text::Message;

/// The time from `now` to `deadline`, in the two largest units that matter.
pub(super) fn time_left(deadline: Timestamp, now: Timestamp) -> Message {
    let minutes = (deadline.as_second() - now.as_second()) / 60;
    if minutes <= 0 {
        return Message::new("deadline-passed");
    }
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    if days > 0 {
        Message::new("deadline-days").with("days", days).with("hours", hours)
    } else if hours > 0 {
        Message::new("deadline-hours").with("hours", hours).with("minutes", minutes)
    } else {
        Message::new("deadline-minutes").with("minutes", minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_two_largest_units() {
        let now: Timestamp = "2026-07-01T00:00:00+08:00".parse().unwrap();
        for (deadline, words) in [
            ("2026-07-03T05:30:00+08:00", "2 days 5 hours"),
            ("2026-07-01T01:05:00+08:00", "1 hour 5 minutes"),
            ("2026-07-01T00:01:00+08:00", "1 minute"),
            ("2026-06-30T23:59:00+08:00", "passed"),
        ] {
            let left = time_left(deadline.parse().unwrap(), now).in_lang(Lang::En);
            assert!(left.contains(words), "{left}");
        }
    }
}
