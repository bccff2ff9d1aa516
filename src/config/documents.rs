//! Documents that functions read and decode, each once.
//!
//! Modules that read their settings from YAML do so in every instance, and one list of a provider's services is read and
//! decoded dozens of times in a run.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::eval::{self, Context};
use crate::value::{Kind, Value};

/// Texts shorter than this are decoded faster than they are looked up.
const SHORT: usize = 256;

/// How many bytes of text are kept in all.
const MOST: usize = 64 << 20;

/// A memory of documents.
#[derive(Debug, Default)]
pub(super) struct Documents {
    texts: Mutex<FxHashMap<PathBuf, Arc<str>>>,
    /// By function and text.
    decoded: Mutex<FxHashMap<(&'static str, Arc<str>), Place>>,
    held: AtomicUsize,
}

/// Where the result of one decoding is kept, once there is one.
type Place = Arc<OnceLock<Decoded>>;

/// What came of decoding, and how many steps that took: whoever comes later is charged the same, so that what is too much
/// to evaluate does not depend on the order of things.
#[derive(Debug)]
struct Decoded {
    result: Option<Result<Value, String>>,
    steps: u64,
}

impl Documents {
    /// The text of a file, read once.
    pub(super) fn text(&self, path: &Path) -> Option<Arc<str>> {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.get(path).cloned()
    }

    /// Keeps the text of a file, unless too much is kept already.
    pub(super) fn keep(&self, path: PathBuf, text: &Arc<str>) {
        if self.hold(text.len()) {
            let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
            texts.insert(path, Arc::clone(text));
        }
    }

    /// Calls a function that decodes a text; `None` for other functions and texts, of which nothing is kept.
    pub(super) fn decode(
        &self,
        name: &str,
        args: &[Value],
        context: &Context,
    ) -> Option<Result<Value, String>> {
        let name = ["yamldecode", "jsondecode", "csvdecode"]
            .into_iter()
            .find(|known| *known == name)?;
        let [argument] = args else { return None };
        let Kind::String(text) = &argument.kind else {
            return None;
        };
        if text.len() < SHORT {
            return None;
        }
        let place = self.place(name, text)?;
        // Whoever asks for the same meanwhile waits, which costs less than to do it once more.
        let Decoded { result, steps } = place.get_or_init(|| {
            let own = Context::default();
            let before = own.steps_left();
            let plain = Value::from(Arc::clone(text));
            let result = eval::call_function(name, &[plain], &own);
            Decoded {
                result,
                steps: before.saturating_sub(own.steps_left()),
            }
        });
        if !context.spend(*steps) {
            return None;
        }
        let result = result.clone()?;
        Some(result.map(|value| value.marked(argument.marks)))
    }

    /// Where the result for a text is kept; `None` where too much is kept already.
    fn place(&self, name: &'static str, text: &Arc<str>) -> Option<Place> {
        let mut decoded = self.decoded.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (name, Arc::clone(text));
        if let Some(place) = decoded.get(&key) {
            return Some(Arc::clone(place));
        }
        self.hold(text.len())
            .then(|| Arc::clone(decoded.entry(key).or_default()))
    }

    /// Whether so many bytes more may be kept.
    fn hold(&self, bytes: usize) -> bool {
        self.held.fetch_add(bytes, Ordering::Relaxed) < MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Marks;

    #[test]
    fn what_is_remembered_costs_and_hides_the_same() {
        let documents = Documents::default();
        let sensitive = Marks {
            sensitive: true,
            ephemeral: false,
        };
        let text = Value::from(format!("a: {}\n", "x".repeat(SHORT))).marked(sensitive);
        let costs: Vec<u64> = (0..2)
            .map(|_| {
                let context = Context::default();
                let before = context.steps_left();
                let value = documents.decode("yamldecode", std::slice::from_ref(&text), &context);
                assert!(value.unwrap().unwrap().marks.sensitive);
                before - context.steps_left()
            })
            .collect();
        assert!(costs[0] > 0);
        assert_eq!(costs[0], costs[1]);
        let other = documents.decode("length", &[text], &Context::default());
        assert!(other.is_none());
    }
}
