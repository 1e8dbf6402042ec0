//! What the schemas of liftpress accept and refuse, by an independent validator: all that a decoder accepts, and not the
//! keys and kinds of values that it refuses.

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
