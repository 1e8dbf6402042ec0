//! Calendars, read by a parser that is not ours.
