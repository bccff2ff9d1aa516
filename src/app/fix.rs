//! `--fix` and `--diff`: fixes are made in memory, judged anew, and kept only where they did what they are for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::Check;
use crate::config::{Disk, Overlay};
use crate::finding::{Finding, Safety};
use crate::fix::{Batch, Made, Tally};
use crate::report::{FileChange, PatchLook, clean, counted, write_patch};
use crate::text::{Source, Sources};

use super::check::{Judged, Lint};
use super::input::{self, Input};
use super::replace::{Replacement, replace};
use super::{Failure, Terminal, print};

/// More rounds are not needed: each leaves fewer findings, and fixes seldom touch each other.
const ROUNDS: usize = 10;

/// What fixing came to.
pub(super) struct Mended<'j> {
    before: &'j [Judged],
    /// What is found after it, if anything changed.
    pub(super) after: Option<Vec<Judged>>,
    /// The files that change.
    changes: BTreeMap<String, Change>,
    /// Files whose fixes were not made, and why.
    withheld: BTreeMap<String, &'static str>,
    /// Other paths to files that may change: the path that is changed, and the other.
    twins: Vec<(String, String)>,
    /// What else there is to say.
    notes: Vec<String>,
}

/// A file that changes.
struct Change {
    /// The text as it is.
    old: String,
    /// The text as it is to be.
    new: String,
    /// What it mends.
    made: Vec<Made>,
}

impl Change {
    /// What the fixes do, each of them once.
    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        for made in &self.made {
            let wants_review = match made.safety {
                Safety::Safe => "",
                Safety::Unsafe => " (review before applying)",
            };
            notes.push(format!("{}: {}{wants_review}", made.address, made.title));
        }
        notes.dedup();
        notes
    }
}

/// Whether a plan or state is among the paths.
pub(super) fn has_plan(paths: &[PathBuf]) -> bool {
    let is_plan =
        |path: &PathBuf| matches!(input::classify(path), Ok(Input::Plan(_) | Input::Piped));
    paths.iter().any(is_plan)
}

/// Makes the fixes that are asked for, in memory; nothing where none are.
pub(super) fn mend<'j>(
    args: &Check,
    lint: &mut Lint<'_>,
    judged: &'j [Judged],
) -> Result<Option<Mended<'j>>, Failure> {
    if !args.fixes.fix && !args.fixes.diff {
        return Ok(None);
    }
    if has_plan(&args.paths) {
        return Err(Failure::new(
            "plans and states are not fixed",
            "name the directory of the configuration that they were made from",
        ));
    }
    let mut mended = Mended {
        before: judged,
        after: None,
        changes: BTreeMap::new(),
        withheld: BTreeMap::new(),
        twins: Vec::new(),
        notes: Vec::new(),
    };
    let problems = judged.iter().flat_map(|judged| judged.part().problems);
    if problems.into_iter().any(|problem| problem.fatal) {
        let why = "nothing is fixed, since part of the input could not be judged";
        mended.notes.push(why.to_owned());
        return Ok(Some(mended));
    }
    let least = if args.fixes.diff || args.fixes.unsafe_fixes {
        Safety::Unsafe
    } else {
        Safety::Safe
    };
    mended.rounds(lint, &args.paths, least);
    mended.note_what_is_left(least);
    Ok(Some(mended))
}

impl Mended<'_> {
    /// What is found as things stand.
    fn judged(&self) -> &[Judged] {
        self.after.as_deref().unwrap_or(self.before)
    }

    fn rounds(&mut self, lint: &mut Lint<'_>, paths: &[PathBuf], least: Safety) {
        self.look_at_files();
        for _ in 0..ROUNDS {
            let withheld: BTreeSet<_> = self.withheld.keys().cloned().collect();
            let batch = Batch::choose(findings(self.judged()), least, &withheld);
            if batch.files.is_empty() {
                break;
            }
            self.round(lint, paths, &batch);
        }
        // Where there is nothing to fix nothing is withheld.
        let left = Batch::choose(findings(self.judged()), least, &BTreeSet::new());
        self.withheld
            .retain(|path, _| left.files.contains_key(path));
    }

    /// Finds files that are left alone. Of several paths to one file all but the first are, and change with it.
    fn look_at_files(&mut self) {
        let mut targets: BTreeMap<PathBuf, &str> = BTreeMap::new();
        for (path, source) in files_to_fix(self.before) {
            if let Some(why) = why_barred(source) {
                self.withheld.insert(path.to_owned(), why);
            } else if let Ok(target) = fs::canonicalize(path) {
                let first = *targets.entry(target).or_insert(path);
                if first != path {
                    self.withheld
                        .insert(path.to_owned(), "it is another file too");
                    self.twins.push((first.to_owned(), path.to_owned()));
                }
            } else {
                let why = "it is not there under this name";
                self.withheld.insert(path.to_owned(), why);
            }
        }
    }

    /// Makes all fixes of a batch if that goes well, else those of each file with which it does.
    fn round(&mut self, lint: &mut Lint<'_>, paths: &[PathBuf], batch: &Batch) {
        if let Some(judged) = self.trial(lint, paths, batch) {
            self.accept(batch, judged);
            return;
        }
        for path in batch.files.keys() {
            let one = batch.only(path);
            if let Some(judged) = self.trial(lint, paths, &one) {
                self.accept(&one, judged);
            } else {
                let why = "a fix did not mend what it is for, or would have made a new finding";
                self.withheld.insert(path.clone(), why);
            }
        }
    }

    /// Judges everything with the fixes made. Nothing if they did not do what they are for.
    fn trial(&self, lint: &mut Lint<'_>, paths: &[PathBuf], batch: &Batch) -> Option<Vec<Judged>> {
        let kept = self
            .changes
            .iter()
            .map(|(path, change)| (path, &change.new));
        let tried = batch.files.iter().map(|(path, file)| (path, &file.text));
        let mut changed: BTreeMap<_, _> = kept.chain(tried).collect();
        for (path, twin) in &self.twins {
            if let Some(text) = changed.get(path) {
                changed.insert(twin, *text);
            }
        }
        let changed = changed.into_iter();
        let changed = changed.map(|(path, text)| (PathBuf::from(path), text.clone().into_bytes()));
        lint.files = Arc::new(Overlay::new(Arc::new(Disk), changed));
        let mut judged = Vec::new();
        lint.inputs(paths, &mut judged);
        let (before, after) = (tally(self.judged()), tally(&judged));
        before
            .is_mended_by(&after, batch.targets())
            .then_some(judged)
    }

    fn accept(&mut self, batch: &Batch, judged: Vec<Judged>) {
        for (path, file) in &batch.files {
            let before = self.before;
            let change = self.changes.entry(path.clone()).or_insert_with(|| Change {
                old: source(before, path).map_or_else(String::new, |s| s.text().to_owned()),
                new: String::new(),
                made: Vec::new(),
            });
            change.new.clone_from(&file.text);
            change.made.extend(file.made.iter().cloned());
        }
        self.after = Some(judged);
    }

    /// Says what would be mended if it were asked for, and what has to be mended by hand.
    fn note_what_is_left(&mut self, least: Safety) {
        let (mut wants_thought, mut in_json) = (0, 0);
        for (sources, finding) in findings(self.judged()) {
            let has_edits = finding.fixes.iter().any(|fix| !fix.edits.is_empty());
            let file = finding.span.map(|span| sources.get(span.file()).path());
            let is_json =
                file.is_some_and(|path| Path::new(path).extension() == Some("json".as_ref()));
            wants_thought += usize::from(has_edits && least == Safety::Safe);
            in_json += usize::from(is_json && !finding.fixes.is_empty());
        }
        let mut note = |count: usize, what: &str| {
            if count > 0 {
                self.notes
                    .push(format!("{} {what}", counted(count, "finding")));
            }
        };
        note(wants_thought, "left that --unsafe-fixes would mend");
        note(
            in_json,
            "in JSON configuration, which is to be mended by hand",
        );
    }

    /// Writes the files or the patch. What there is to say of it is for [`tell`], below the report.
    pub(super) fn finish(&self, args: &Check, terminal: Terminal) -> Result<Vec<String>, Failure> {
        let mut told = self.notes.clone();
        let fixed = tally(self.before).findings() - tally(self.judged()).findings();
        let (findings, files) = (
            counted(fixed, "finding"),
            counted(self.changes.len(), "file"),
        );
        if args.fixes.diff {
            let hidden = self.write_patch(terminal)?;
            if hidden > 0 {
                told.push(
                    "lines that may hold a secret are masked, and the patch does not apply there"
                        .to_owned(),
                );
            }
            told.insert(0, format!("{findings} would be fixed in {files}"));
        } else {
            self.write_files()?;
            told.insert(0, format!("{findings} fixed in {files}"));
        }
        let withheld = self.withheld.iter();
        told.extend(withheld.map(|(path, why)| format!("{path} is left as it is: {why}")));
        Ok(told)
    }

    fn write_patch(&self, terminal: Terminal) -> Result<usize, Failure> {
        let look = match terminal {
            Terminal {
                color: false,
                interactive: false,
                ..
            } => PatchLook::Exact,
            Terminal { color, .. } => PatchLook::Shown { color },
        };
        let shown = self.changes.iter().filter_map(|(path, change)| {
            Some(FileChange {
                old: source(self.before, path)?,
                new: source(self.judged(), path)?,
                notes: change.notes(),
            })
        });
        let changes: Vec<_> = shown.collect();
        let mut hidden = 0;
        print(|out| {
            hidden = write_patch(&changes, look, out)?;
            Ok(())
        })?;
        Ok(hidden)
    }

    fn write_files(&self) -> Result<(), Failure> {
        let replacements = self.changes.iter().map(|(path, change)| Replacement {
            path,
            old: change.old.as_bytes(),
            new: change.new.as_bytes(),
        });
        replace(&replacements.collect::<Vec<_>>())
    }
}

/// Says on standard error what was done.
pub(super) fn tell(lines: &[String]) {
    let mut out = io::stderr().lock();
    for line in lines {
        // When standard error is closed there is nobody to tell.
        let _ = writeln!(out, "{}", clean(line));
    }
}

fn findings(judged: &[Judged]) -> impl Iterator<Item = (&Sources, &Finding)> {
    judged.iter().flat_map(|judged| {
        let part = judged.part();
        let findings = part.report.findings.iter();
        findings.map(move |finding| (part.sources, finding))
    })
}

fn tally(judged: &[Judged]) -> Tally {
    let mut tally = Tally::default();
    for judged in judged {
        let part = judged.part();
        tally.add(part.report, part.problems);
    }
    tally
}

fn source<'j>(judged: &'j [Judged], path: &str) -> Option<&'j Source> {
    let sources = judged.iter().flat_map(|judged| judged.part().sources.all());
    sources.into_iter().find(|source| source.path() == path)
}

/// The files that fixes want to change, by path.
fn files_to_fix(judged: &[Judged]) -> BTreeMap<&str, &Source> {
    let mut files = BTreeMap::new();
    for (sources, finding) in findings(judged) {
        let edits = finding.fixes.iter().filter_map(|fix| fix.edits.first());
        let edited = edits.map(|edit| sources.get(edit.span.file()));
        files.extend(edited.map(|source| (source.path(), source)));
    }
    files
}

/// Why a file is left alone, if it is for what it holds or where it is.
fn why_barred(source: &Source) -> Option<&'static str> {
    let mut parts = Path::new(source.path()).components();
    if parts.any(|part| part.as_os_str() == ".terraform") {
        return Some("it was fetched by `terraform init`");
    }
    let exact = source.invalid_bytes().is_empty();
    (!exact).then_some("it holds bytes that are no UTF-8")
}
