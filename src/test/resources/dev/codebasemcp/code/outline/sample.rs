//! Crate words.
use std::fmt;

/// A shop.
#[derive(Debug)]
#[serde(rename = "x")]
pub struct Shop<T> {
    pub name: String,
}

pub struct Unit;
pub enum Size { Small, Large(u8) }
pub const MAX: usize = 3;
static GLOBAL: u8 = 1;
pub type Alias = Vec<u8>;
pub union Either { a: u8, b: i8 }

pub trait Buyer: Send {
    const LIMIT: usize;
    type Error;
    fn buy(&self) -> bool;
    /// Default.
    fn twice(&self) { }
}

impl<T: Clone> Shop<T> {
    pub const ZERO: u8 = 0;
    /// New one.
    #[inline]
    pub async fn new(name: &str) -> Self { todo!() }
}

impl<T> fmt::Display for Shop<T> {
    fn fmt(&self, f: &mut Formatter) -> Result { Ok(()) }
}

mod inner {
    pub fn hidden() {}
}

macro_rules! shop {
    () => {};
}

pub(crate) fn main<'a>(x: &'a str) -> u8 where X: Y {
    fn nested() {}
    1
}
extern "C" { fn external(x: u8); }
