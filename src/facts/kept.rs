//! How facts are kept in a cache, where their types are not ours to say it. What is read is checked: no bytes may
//! become a value that a reader could not have given.
#![expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the form that borsh wants")]

use std::io::{self, Read, Write};
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use jiff::civil::{Date, DateTime, Time};

/// Something that is no such value.
pub(super) fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// Keeps nothing.
#[expect(clippy::unnecessary_wraps, reason = "the form that borsh wants")]
pub(super) fn put_nothing<T, W: Write>(_: &T, _: &mut W) -> io::Result<()> {
    Ok(())
}

type Day = (i16, i8, i8);

fn parts(date: Date) -> Day {
    (date.year(), date.month(), date.day())
}

fn date((year, month, day): Day) -> io::Result<Date> {
    Date::new(year, month, day).map_err(|_| invalid())
}

pub(super) fn put_day<W: Write>(day: &Option<Date>, writer: &mut W) -> io::Result<()> {
    day.map(parts).serialize(writer)
}

pub(super) fn day<R: Read>(reader: &mut R) -> io::Result<Option<Date>> {
    Option::<Day>::deserialize_reader(reader)?.map(date).transpose()
}

pub(super) fn put_moment<W: Write>(moment: &Option<DateTime>, writer: &mut W) -> io::Result<()> {
    let time = |time: Time| (time.hour(), time.minute(), time.second(), time.subsec_nanosecond());
    moment.map(|moment| (parts(moment.date()), time(moment.time()))).serialize(writer)
}

pub(super) fn moment<R: Read>(reader: &mut R) -> io::Result<Option<DateTime>> {
    let kept = Option::<(Day, (i8, i8, i8, i32))>::deserialize_reader(reader)?;
    let moment = |(day, (hour, minute, second, nanosecond))| {
        let time = Time::new(hour, minute, second, nanosecond).map_err(|_| invalid())?;
        Ok(DateTime::from_parts(date(day)?, time))
    };
    kept.map(moment).transpose()
}

pub(super) fn put_range<W: Write>(range: &Range<usize>, writer: &mut W) -> io::Result<()> {
    (range.start, range.end).serialize(writer)
}

pub(super) fn range<R: Read>(reader: &mut R) -> io::Result<Range<usize>> {
    let (start, end) = BorshDeserialize::deserialize_reader(reader)?;
    if start <= end { Ok(start..end) } else { Err(invalid()) }
}
