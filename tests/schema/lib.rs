//! What the schemas of liftpress accept and reject, by an independent validator: everything that a decoder accepts, and no key
//! or kind of value that it rejects.

#![cfg(test)]

#[path = "../it/corpus.rs"]
mod corpus;
mod gallery;
mod mistakes;
mod mutations;
mod notation;
mod pointer;
mod printed;
mod schemas;
