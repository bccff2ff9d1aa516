//! How much CPU time parsing takes against hcl-edit, over the `.tf` files below `CLDLINT_BENCH_DIR`, or below `testdata`.
//!
//! Both parse the same files in turns within one run, so that the load of the machine falls on both; the median of the
//! ratios is printed. Run with `cargo bench --bench parse`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cldlint::syntax::parse;
use cldlint::text::Sources;

const ROUNDS: usize = 15;

fn main() {
    let directory = std::env::var_os("CLDLINT_BENCH_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata"),
        PathBuf::from,
    );
    let mut sources = Sources::default();
    collect(&directory, &mut sources);
    let bytes: usize = sources.all().iter().map(|source| source.text().len()).sum();
    let mut ratios = Vec::new();
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        let ours = time(|| {
            for source in sources.all() {
                std::hint::black_box(parse(source));
            }
        });
        let theirs = time(|| {
            for source in sources.all() {
                let _ = std::hint::black_box(source.text().parse::<hcl_edit::structure::Body>());
            }
        });
        best = [best[0].min(ours), best[1].min(theirs)];
        ratios.push(theirs.as_secs_f64() / ours.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("{} files, {bytes} bytes", sources.all().len());
    println!("cldlint  {}", speed(bytes, best[0]));
    println!("hcl-edit {}", speed(bytes, best[1]));
    println!("hcl-edit takes {median:.2} times as long (median of {ROUNDS} rounds)");
}

/// One thread does nothing else meanwhile, so the time that passes stands for the time of the CPU.
fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

#[expect(clippy::cast_precision_loss, reason = "it is printed with one digit")]
fn speed(bytes: usize, time: Duration) -> String {
    format!(
        "{:8.2} ms, {:6.1} MB/s at best",
        time.as_secs_f64() * 1e3,
        bytes as f64 / time.as_secs_f64() / 1e6
    )
}

fn collect(directory: &Path, sources: &mut Sources) {
    let Ok(entries) = std::fs::read_dir(directory) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "tf")
            && let Ok(bytes) = std::fs::read(&path)
        {
            sources.add(path.to_string_lossy(), bytes);
        }
    }
}
