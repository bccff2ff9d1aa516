//! Jobs on threads, with stacks deep enough for any input, and what happens when one of them fails.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

use crate::config::DEEP_STACK;

/// The stack a job runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stack {
    /// Of [`DEEP_STACK`].
    Deep,
    /// What the system gives the main thread.
    Usual,
}

/// How many guarded jobs are running: while there are, panics are told by them.
static GUARDED: AtomicUsize = AtomicUsize::new(0);
/// What the last panic of a guarded job said.
static SAID: Mutex<Option<String>> = Mutex::new(None);

/// The results of a job for each item, in the order of the items whatever the number of threads. A job is told whether it
/// runs on a deep stack.
pub(super) fn map<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    job: impl Fn(&T, Stack) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let work = |stack| {
        while let Some((index, item)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            items.get(index).map(|item| (index, item))
        } {
            let result = job(item, stack);
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.push((index, result));
        }
    };
    thread::scope(|scope| {
        let threads = threads.clamp(1, items.len().max(1));
        let spawned = (0..threads).filter(|_| {
            let builder = thread::Builder::new().stack_size(DEEP_STACK);
            builder.spawn_scoped(scope, || work(Stack::Deep)).is_ok()
        });
        // Where the system gives no thread, this one does the work.
        if spawned.count() == 0 {
            work(Stack::Usual);
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Runs a job; if it panics, the message and its place in cldlint's own source.
pub(super) fn guarded<R>(job: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.load(Ordering::SeqCst) > 0 {
                *SAID.lock().unwrap_or_else(PoisonError::into_inner) = Some(said(info));
            } else {
                default(info);
            }
        }));
    });
    GUARDED.fetch_add(1, Ordering::SeqCst);
    let result = panic::catch_unwind(AssertUnwindSafe(job));
    GUARDED.fetch_sub(1, Ordering::SeqCst);
    result.map_err(|_| {
        let said = SAID.lock().unwrap_or_else(PoisonError::into_inner).take();
        said.unwrap_or_else(|| "it panicked".to_owned())
    })
}

fn said(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it panicked");
    match info.location() {
        Some(at) => format!("{message} ({}:{})", at.file(), at.line()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_items() {
        let items: Vec<u32> = (0..100).collect();
        assert_eq!(map(8, &items, |n, _| n * 2), map(1, &items, |n, _| n * 2));
        assert!(map(8, &[], |n: &u32, _| *n).is_empty());
    }

    #[test]
    fn a_panic_is_told_with_its_place() {
        let results = map(1, &[1, 2, 3], |&n, _| {
            guarded(|| {
                assert!(n != 2, "two");
                n
            })
        });
        assert_eq!(results[0], Ok(1));
        let bug = results[1].clone().unwrap_err();
        assert!(bug.starts_with("two (src/app/parallel.rs:"), "{bug}");
        assert_eq!(results[2], Ok(3));
    }
}
