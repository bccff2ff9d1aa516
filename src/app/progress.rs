//! A line on the terminal while a large input is read and judged.

use std::io::{self, IsTerminal, Read, Write};
use std::time::{Duration, Instant};

use crate::report::clean;

/// How long a run may take without a word.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is written anew.
const PACE: Duration = Duration::from_millis(200);

/// How much of the name of an input is shown.
const NAME: usize = 50;

/// Tells how far an input is.
pub(super) struct Progress {
    /// The terminal, if there is one.
    out: Option<Box<dyn Write>>,
    name: String,
    /// When to tell next.
    next: Instant,
    told: bool,
}

impl Progress {
    /// Begins with an input; told is on standard error, if that is a terminal.
    pub(super) fn of(name: &str) -> Self {
        let stderr = io::stderr();
        let out = stderr.is_terminal();
        Self::on(out.then(|| Box::new(stderr) as Box<dyn Write>), name)
    }

    fn on(out: Option<Box<dyn Write>>, name: &str) -> Self {
        Self {
            out,
            name: clean(name).chars().take(NAME).collect(),
            next: Instant::now() + PATIENCE,
            told: false,
        }
    }

    /// Says what is being done, if it is time to.
    pub(super) fn tell(&mut self, what: impl FnOnce() -> String) {
        let Some(out) = &mut self.out else { return };
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + PACE;
        self.told = true;
        // A line that cannot be written is not worth failing for.
        let _ = write!(out, "\r\x1b[2K{}: {}", self.name, what());
        let _ = out.flush();
    }

    /// A reader that tells how much has been read.
    pub(super) fn reading<R: Read>(&mut self, input: R) -> impl Read {
        Reading {
            input,
            read: 0,
            progress: self,
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let (true, Some(out)) = (self.told, &mut self.out) {
            let _ = write!(out, "\r\x1b[2K");
            let _ = out.flush();
        }
    }
}

struct Reading<'p, R> {
    input: R,
    read: u64,
    progress: &'p mut Progress,
}

impl<R: Read> Read for Reading<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read += u64::try_from(read).unwrap_or(0);
        let megabytes = self.read / 1_000_000;
        self.progress.tell(|| format!("{megabytes} MB read"));
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, PoisonError};

    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Screen {
        fn text(&self) -> String {
            let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            String::from_utf8(bytes.clone()).unwrap()
        }
    }

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nothing_is_told_at_first_and_nothing_is_left() {
        let screen = Screen::default();
        let mut progress = Progress::on(Some(Box::new(screen.clone())), "a\x1b[31m");
        let read = |progress: &mut Progress| {
            io::copy(&mut progress.reading(&b"{}"[..]), &mut io::sink()).unwrap();
        };
        read(&mut progress);
        assert_eq!(screen.text(), "");
        progress.next = Instant::now();
        read(&mut progress);
        let told = screen.text();
        assert!(told.ends_with(": 0 MB read"), "{told:?}");
        assert!(
            !told.contains("[31m") || !told.contains("\x1b[31m"),
            "{told:?}"
        );
        drop(progress);
        assert!(screen.text().ends_with("\r\x1b[2K"));
    }

    #[test]
    fn without_a_terminal_nothing_is_told() {
        let mut progress = Progress::on(None, "a");
        progress.next = Instant::now();
        progress.tell(|| unreachable!("nobody is there to read it"));
    }
}
