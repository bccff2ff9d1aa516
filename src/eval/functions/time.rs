//! Timestamps and durations.

use std::fmt::Write as _;

use jiff::SignedDuration;
use jiff::civil::{DateTime, Weekday};

use crate::value::Value;

use super::{Call, Outcome};

/// A moment as it is written: the time of day at some place, and how many seconds that place is ahead of UTC.
pub(super) struct Moment {
    local: DateTime,
    offset: i32,
}

impl Moment {
    /// Reads a timestamp of RFC 3339, as strictly as Terraform does.
    fn parse(text: &str) -> Result<Self, String> {
        Self::strict(text).ok_or_else(|| format!("{text:?} is no timestamp of RFC 3339"))
    }

    fn strict(text: &str) -> Option<Self> {
        let (date, rest) = text.split_once('T')?;
        let zone = rest.find(['Z', '+', '-'])?;
        let (time, zone) = rest.split_at(zone);
        let widths = |text: &str, separator: char| -> Vec<usize> {
            text.split(separator).map(str::len).collect()
        };
        let (seconds, fraction) = time.split_once('.').unwrap_or((time, "0"));
        if widths(date, '-') != [4, 2, 2] || widths(seconds, ':') != [2, 2, 2] {
            return None;
        }
        Self::from_parts(date, seconds, fraction, zone)
    }

    /// Reads the timestamps that YAML knows: the fields may be short, and the time may be left out.
    pub(super) fn parse_loosely(text: &str) -> Option<Self> {
        if text.split('-').next()?.len() != 4 {
            return None;
        }
        let Some(at) = text.find(['T', 't', ' ']) else {
            return Self::from_parts(text, "0:0:0", "0", "Z");
        };
        let (date, rest) = (&text[..at], &text[at + 1..]);
        let (time, zone) = if text[at..].starts_with(' ') {
            (rest, "Z")
        } else {
            rest.split_at(rest.find(['Z', '+', '-'])?)
        };
        let (seconds, fraction) = time.split_once(['.', ',']).unwrap_or((time, "0"));
        Self::from_parts(date, seconds, fraction, zone)
    }

    fn from_parts(date: &str, time: &str, fraction: &str, zone: &str) -> Option<Self> {
        let [year, month, day] = three(date.split('-'))?;
        let [hour, minute, second] = three(time.split(':'))?;
        let local = DateTime::new(
            year,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
            nanoseconds(fraction)?,
        );
        Some(Self {
            local: local.ok()?,
            offset: offset(zone)?,
        })
    }

    /// The moment as UTC, by which moments are compared.
    fn utc(&self) -> Option<DateTime> {
        let ahead = SignedDuration::from_secs(self.offset.into());
        self.local.checked_sub(ahead).ok()
    }

    /// The text of RFC 3339, without fractions of a second.
    pub(super) fn text(&self) -> String {
        let local = self.local;
        let sign = if local.year() < 0 { "-" } else { "" };
        format!(
            "{sign}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
            local.year().unsigned_abs(),
            local.month(),
            local.day(),
            local.hour(),
            local.minute(),
            local.second(),
            self.zone("Z", ":")
        )
    }

    /// The difference to UTC, or `zero` where there is none.
    fn zone(&self, zero: &str, colon: &str) -> String {
        if self.offset == 0 && !zero.is_empty() {
            return zero.to_owned();
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }
}

/// A number of digits only.
fn digits(text: &str) -> Option<i16> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn three<'t>(mut parts: impl Iterator<Item = &'t str>) -> Option<[i16; 3]> {
    let fields = [
        digits(parts.next()?)?,
        digits(parts.next()?)?,
        digits(parts.next()?)?,
    ];
    parts.next().is_none().then_some(fields)
}

/// The digits after the point of a second; what is smaller than a nanosecond is cut off.
fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nine = format!("{fraction:0<9}");
    nine[..9].parse().ok()
}

/// The seconds ahead of UTC.
fn offset(zone: &str) -> Option<i32> {
    if zone == "Z" {
        return Some(0);
    }
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
    Some(if zone.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}

pub(super) fn timeadd(call: &Call<'_>) -> Outcome {
    let moment = Moment::parse(&call.text(0)?)?;
    let duration = duration(&call.text(1)?)?;
    // The calendar ends with the year 9999.
    let local = moment.local.checked_add(duration);
    let local = local.map_err(|_| call.too_large())?;
    Ok(Moment { local, ..moment }.text().into())
}

pub(super) fn timecmp(call: &Call<'_>) -> Outcome {
    let (a, b) = (
        Moment::parse(&call.text(0)?)?,
        Moment::parse(&call.text(1)?)?,
    );
    Ok(Value::from(a.utc().cmp(&b.utc()) as i64))
}

/// A duration such as `-1h30m`.
fn duration(text: &str) -> Result<SignedDuration, String> {
    let wrong = || format!("{text:?} is no duration such as 1h30m");
    let (negative, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if rest == "0" {
        return Ok(SignedDuration::ZERO);
    }
    if rest.is_empty() {
        return Err(wrong());
    }
    let mut nanoseconds: i128 = 0;
    while !rest.is_empty() {
        let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.');
        let (number, after) = rest.split_at(end.ok_or_else(wrong)?);
        let end = after.find(|sign: char| sign.is_ascii_digit() || sign == '.');
        let (unit, after) = after.split_at(end.unwrap_or(after.len()));
        nanoseconds += scaled(number, unit).ok_or_else(wrong)?;
        rest = after;
    }
    // A duration counts nanoseconds in 64 bits, of which the smallest is negative.
    let most = i128::from(i64::MAX) + i128::from(negative);
    if nanoseconds > most {
        return Err(wrong());
    }
    let nanoseconds = if negative { -nanoseconds } else { nanoseconds };
    let nanoseconds = i64::try_from(nanoseconds).map_err(|_| wrong())?;
    Ok(SignedDuration::from_nanos(nanoseconds))
}

/// So many of a unit, in nanoseconds.
fn scaled(number: &str, unit: &str) -> Option<i128> {
    let unit: i128 = match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') || whole.len() > 19 {
        return None;
    }
    let whole: i128 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    // Beyond eighteen digits nothing of a nanosecond is left.
    let fraction = &fraction[..fraction.len().min(18)];
    let part: i128 = if fraction.is_empty() {
        0
    } else {
        fraction.parse().ok()?
    };
    let scale = 10i128.pow(u32::try_from(fraction.len()).ok()?);
    Some(whole * unit + part * unit / scale)
}

pub(super) fn formatdate(call: &Call<'_>) -> Outcome {
    let (format, moment) = (call.text(0)?, Moment::parse(&call.text(1)?)?);
    let mut out = String::new();
    let mut rest = format.as_ref();
    while let Some(first) = rest.chars().next() {
        let size = if first == '\'' {
            quoted(rest, &mut out)?
        } else if first.is_ascii_alphabetic() {
            let end = rest.find(|sign| sign != first).unwrap_or(rest.len());
            verb(&rest[..end], &moment, &mut out)?;
            end
        } else {
            out.push(first);
            first.len_utf8()
        };
        rest = &rest[size..];
    }
    Ok(out.into())
}

/// Text between quotes, in which a doubled quote is one, or a doubled quote by itself; how long it is in the format.
fn quoted(text: &str, out: &mut String) -> Result<usize, String> {
    if text.starts_with("''") {
        out.push('\'');
        return Ok(2);
    }
    let mut at = 1;
    loop {
        let end = text[at..].find('\'').ok_or("a quote is not closed")?;
        out.push_str(&text[at..at + end]);
        at += end + 1;
        if !text[at..].starts_with('\'') {
            return Ok(at);
        }
        out.push('\'');
        at += 1;
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Writes what a run of one letter stands for.
fn verb(verb: &str, moment: &Moment, out: &mut String) -> Result<(), String> {
    let local = moment.local;
    let month = MONTHS[usize::from(local.month().unsigned_abs()) - 1];
    let day = weekday(local.weekday());
    let half = match local.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let noon = if local.hour() < 12 { "am" } else { "pm" };
    let written = match verb {
        "YYYY" => write!(out, "{:04}", local.year()),
        "YY" => write!(out, "{:02}", local.year() % 100),
        "M" => write!(out, "{}", local.month()),
        "MM" => write!(out, "{:02}", local.month()),
        "MMM" => write!(out, "{}", &month[..3]),
        "MMMM" => write!(out, "{month}"),
        "D" => write!(out, "{}", local.day()),
        "DD" => write!(out, "{:02}", local.day()),
        "EEE" => write!(out, "{}", &day[..3]),
        "EEEE" => write!(out, "{day}"),
        "h" => write!(out, "{}", local.hour()),
        "hh" => write!(out, "{:02}", local.hour()),
        "H" => write!(out, "{half}"),
        "HH" => write!(out, "{half:02}"),
        "AA" => write!(out, "{}", noon.to_uppercase()),
        "aa" => write!(out, "{noon}"),
        "m" => write!(out, "{}", local.minute()),
        "mm" => write!(out, "{:02}", local.minute()),
        "s" => write!(out, "{}", local.second()),
        "ss" => write!(out, "{:02}", local.second()),
        "Z" => write!(out, "{}", moment.zone("Z", ":")),
        "ZZZ" => write!(out, "{}", moment.zone("UTC", "")),
        "ZZZZ" => write!(out, "{}", moment.zone("", "")),
        "ZZZZZ" => write!(out, "{}", moment.zone("", ":")),
        _ => return Err(format!("{verb:?} stands for no part of a date")),
    };
    written.map_err(|error| error.to_string())
}
