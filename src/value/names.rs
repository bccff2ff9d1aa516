//! Names that occur over and over.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

/// The names of attributes and the keys of objects, each kept once, so that the thousandth object of a kind makes no texts
/// of its own.
#[derive(Debug, Default)]
pub struct Names(RefCell<FxHashSet<Arc<str>>>);

impl Names {
    /// The name as a text that is shared with all who ask for it.
    pub fn get(&self, name: &str) -> Arc<str> {
        let mut names = self.0.borrow_mut();
        if let Some(known) = names.get(name) {
            return Arc::clone(known);
        }
        let name: Arc<str> = name.into();
        names.insert(Arc::clone(&name));
        name
    }
}
