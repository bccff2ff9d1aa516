//! Work on many files by several threads.

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The results of `work` for each item, in order, computed by so many threads.
pub(super) fn in_parallel<T: Sync, R: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> impl Iterator<Item = R> {
    let threads = threads.min(items.len());
    let next = AtomicUsize::new(0);
    // What is found is large, so that it is put where it will stay.
    let results: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    let worker = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return;
            };
            let result = work(item);
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results[index] = Some(result);
        }
    };
    // A panic of one of them is handed on at the end.
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| {
                make_room();
                worker();
            });
        }
        worker();
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.into_iter().flatten()
}

/// How much memory a thread that works is to have at hand. What it does not use stays a range of addresses.
const ROOM: usize = 16 << 20;

/// Has the allocator take room for this thread in one step. That of GNU/Linux otherwise asks the system for a little more
/// again and again, for all threads but the first for page after page, which takes more than a thousand calls where much is
/// parsed and evaluated. Where it has room already this costs nothing. Plans are better off without: their texts are large
/// enough to come from the system and go back to it.
pub(crate) fn make_room() {
    // What is large comes from the system and goes back to it, and from then on that size counts as a usual one. So the
    // second, a little smaller, is made in the memory of the thread, and its room stays there.
    for size in [ROOM, ROOM - ROOM / 8] {
        let mut room: Vec<u8> = Vec::new();
        // Without that much memory the thread may still do with less.
        let _ = room.try_reserve_exact(size);
        drop(black_box(room));
    }
}
