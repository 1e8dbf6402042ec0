//! Exported files, read by programs that are not ours.
