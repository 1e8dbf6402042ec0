//! Exported files, read by programs that are not ours.

#![cfg(test)]

mod calendar;
mod gallery;
mod logged;
mod office;
mod workbook;
