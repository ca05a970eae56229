pub struct Cart<'a> {
    items: Vec<&'a Item>,

impl<'a> Cart<'a> {
    pub fn add(&mut self, item: &'a Item) {
        self.items.push(item;
    }

    pub(crate) async fn total(&self) -> u32 {
        1
    }
}

pub trait Pricer {
    fn price(&self) -> u32;
}
