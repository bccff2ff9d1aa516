//! What is not known never changes a verdict: where values are missing a rule is undetermined, and giving one makes it
//! pass or fail, but never turns a pass into a failure or a failure into a pass.
//!
//! The fixtures of all rules are linted with variables without a value in place of what is written: each expression
//! alone, and several at once, some of which then get back what was written.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot read its data should stop, and says how much it did"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cldlint::config::{Memory, ModelOptions, OpenOptions, Workspace};
use cldlint::engine::Engine;
use cldlint::rule::{RuleSet, Settings};
use cldlint::syntax::{self, Body, ExprId, ExprKind, Item, Tree};
use cldlint::text::Sources;
use cldlint::value::Value;

/// Blocks in which expressions are replaced.
const BLOCKS: [&str; 5] = ["data", "locals", "module", "provider", "resource"];

/// Arguments that Terraform reads before it evaluates anything, and blocks that no rule reads.
const FIXED: [&str; 10] = [
    "alias",
    "connection",
    "depends_on",
    "iterator",
    "lifecycle",
    "provider",
    "providers",
    "provisioner",
    "source",
    "version",
];

/// How many combinations are tried of one fixture.
const COMBINATIONS: usize = 12;

/// An expression that a variable can take the place of.
#[derive(Clone, Copy, Debug)]
struct Hole {
    file: usize,
    start: usize,
    end: usize,
}

/// What a rule says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Undetermined,
    Fail,
}

/// By rule and address without keys; what passes is not there.
type Outcomes = BTreeMap<(String, String), Outcome>;

struct Fixture {
    /// Paths and texts.
    files: Vec<(PathBuf, String)>,
    holes: Vec<Hole>,
}

impl Fixture {
    fn read(directory: &Path) -> Self {
        let mut files = Vec::new();
        read_files(directory, directory, &mut files);
        let mut holes = Vec::new();
        for (file, (path, text)) in files.iter().enumerate() {
            if path.extension().is_some_and(|extension| extension == "tf") {
                Reader::read(file, text, &mut holes);
            }
        }
        Self { files, holes }
    }

    /// The files with variables in the place of these expressions, which do not overlap.
    fn without(&self, holes: &[Hole]) -> Memory {
        let mut files = self.files.clone();
        let mut holes = holes.to_vec();
        holes.sort_by_key(|hole| std::cmp::Reverse(hole.start));
        for (number, hole) in holes.iter().enumerate() {
            let text = &mut files[hole.file].1;
            text.replace_range(hole.start..hole.end, &format!("var.hole_{number}"));
            writeln!(text, "\nvariable \"hole_{number}\" {{}}").unwrap();
        }
        files.into_iter().collect()
    }
}

fn read_files(root: &Path, directory: &Path, files: &mut Vec<(PathBuf, String)>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_files(root, &path, files);
        } else if !path.ends_with("plan.json") {
            let text = fs::read_to_string(&path).unwrap();
            files.push((path.strip_prefix(root).unwrap().to_owned(), text));
        }
    }
}

struct Reader<'a> {
    file: usize,
    tree: &'a Tree,
    text: &'a str,
    holes: &'a mut Vec<Hole>,
}

impl Reader<'_> {
    fn read(file: usize, text: &str, holes: &mut Vec<Hole>) {
        let mut sources = Sources::default();
        let id = sources.add("main.tf", text.as_bytes().to_vec());
        let tree = syntax::parse(sources.get(id));
        let mut reader = Reader {
            file,
            tree: &tree,
            text,
            holes,
        };
        for (_, block) in tree.blocks(tree.root()) {
            if BLOCKS.contains(&tree.block_type(sources.get(id), block)) {
                reader.body(tree.body(block.body));
            }
        }
    }

    fn body(&mut self, body: &Body) {
        for item in self.tree.items(body) {
            match *item {
                Item::Attribute(id) => {
                    let attribute = self.tree.attribute(id);
                    let (name, _) = self.slice(attribute.name.start(), attribute.name.end());
                    if !FIXED.contains(&name) {
                        self.expression(attribute.expr);
                    }
                }
                Item::Block(id) => {
                    let block = self.tree.block(id);
                    let (kind, _) = self.slice(block.kind.start(), block.kind.end());
                    if !FIXED.contains(&kind) {
                        self.body(self.tree.body(block.body));
                    }
                }
            }
        }
    }

    fn slice(&self, start: u32, end: u32) -> (&str, (usize, usize)) {
        let range = (start as usize, end as usize);
        (&self.text[range.0..range.1], range)
    }

    /// An expression, and the elements of what it lists.
    fn expression(&mut self, expr: ExprId) {
        let node = self.tree.expr(expr);
        let (_, (start, end)) = self.slice(node.range.start(), node.range.end());
        let file = self.file;
        self.holes.push(Hole { file, start, end });
        match node.kind {
            ExprKind::Tuple(elements) => {
                for &element in self.tree.exprs(elements) {
                    self.expression(element);
                }
            }
            ExprKind::Object(items) => {
                for item in self.tree.object_items(items) {
                    self.expression(item.value);
                }
            }
            ExprKind::Call { args, .. } => {
                for &argument in self.tree.exprs(args) {
                    self.expression(argument);
                }
            }
            _ => {}
        }
    }
}

fn lint(engine: &Engine<'_>, files: Memory) -> Outcomes {
    let workspace = Workspace::open(Arc::new(files), &[PathBuf::new()], OpenOptions::default());
    let workspace = Arc::new(workspace);
    let options = ModelOptions {
        wanted: &|kind, type_name| engine.wants(kind, type_name),
        reads: &|kind, type_name| engine.reads(kind, type_name),
        on_deep_stack: true,
        ..ModelOptions::default()
    };
    let mut outcomes = Outcomes::new();
    for root in workspace.roots() {
        let (model, _) = workspace.model(root, &options);
        let (report, problems) = engine.run(&model);
        assert_eq!(problems, []);
        let failed = report.findings.iter().map(|f| (f, Outcome::Fail));
        let open = report.undetermined.iter();
        for (finding, outcome) in failed.chain(open.map(|f| (f, Outcome::Undetermined))) {
            let address = without_keys(&finding.address);
            let key = (finding.rule.id.to_string(), address);
            let known = outcomes.entry(key).or_insert(outcome);
            *known = (*known).max(outcome);
        }
    }
    outcomes
}

/// An address without the keys of instances: those of a block whose number is not known have none.
fn without_keys(address: &str) -> String {
    let mut kept = String::new();
    let mut rest = address;
    while let Some((before, key)) = rest.split_once('[') {
        kept.push_str(before);
        rest = key.split_once(']').map_or("", |(_, after)| after);
    }
    kept + rest
}

/// What changed that may not, once more is known.
fn contradictions(before: &Outcomes, after: &Outcomes) -> Vec<String> {
    let failed = before.iter().filter(|(key, outcome)| {
        **outcome == Outcome::Fail && after.get(*key) != Some(&Outcome::Fail)
    });
    // A rule that judges two blocks together names the one at fault, which it may not know yet.
    let open = |rule: &str| {
        let mut outcomes = before.iter();
        outcomes.any(|((of, _), outcome)| of == rule && *outcome == Outcome::Undetermined)
    };
    let passed = after.iter().filter(|(key, outcome)| {
        **outcome == Outcome::Fail && !before.contains_key(*key) && !open(&key.0)
    });
    let failed = failed.map(|(key, _)| format!("{key:?} failed, and does not"));
    let passed = passed.map(|(key, _)| format!("{key:?} passed, and fails"));
    failed.chain(passed).collect()
}

/// Settings under which every rule speaks.
fn everything_declared() -> Settings {
    let mut settings = Settings::default();
    let regions = Value::list(vec!["eu-*".into()]);
    settings.declared.insert("regions".into(), regions);
    settings
        .declared
        .insert("customer_managed_keys".into(), true.into());
    settings
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Several expressions that do not overlap.
fn choose(fixture: &Fixture, random: &mut Random) -> Vec<Hole> {
    let mut chosen: Vec<Hole> = Vec::new();
    for _ in 0..2 + random.below(5) {
        let hole = fixture.holes[random.below(fixture.holes.len())];
        let apart = |other: &Hole| {
            hole.file != other.file || hole.end <= other.start || other.end <= hole.start
        };
        if chosen.iter().all(apart) {
            chosen.push(hole);
        }
    }
    chosen
}

#[test]
fn what_is_not_known_never_changes_a_verdict() {
    let engine = Engine::new(RuleSet::builtin(), everything_declared());
    let mut random = Random(20_261_122);
    let mut wrong = Vec::new();
    let (mut fixtures, mut pairs) = (0, 0);
    for directory in cases() {
        let fixture = Fixture::read(&directory);
        if fixture.holes.is_empty() {
            continue;
        }
        fixtures += 1;
        let written = lint(&engine, fixture.without(&[]));
        let mut compare = |missing: &[Hole], before: &Outcomes, after: &Outcomes| {
            pairs += 1;
            for contradiction in contradictions(before, after) {
                let texts = missing.iter().map(|hole| {
                    let (path, text) = &fixture.files[hole.file];
                    let line = text[..hole.start].lines().count();
                    format!("{}:{line} {}", path.display(), &text[hole.start..hole.end])
                });
                let texts: Vec<String> = texts.collect();
                let shown = directory.display();
                wrong.push(format!(
                    "{shown}: {contradiction} without {}",
                    texts.join(", ")
                ));
            }
        };
        for &hole in &fixture.holes {
            let missing = lint(&engine, fixture.without(&[hole]));
            compare(&[hole], &missing, &written);
        }
        for _ in 0..COMBINATIONS {
            let holes = choose(&fixture, &mut random);
            let given = random.below(holes.len());
            let missing = lint(&engine, fixture.without(&holes));
            let fewer = lint(&engine, fixture.without(&holes[given..]));
            compare(&holes, &missing, &fewer);
            compare(&holes[given..], &fewer, &written);
        }
    }
    eprintln!("{fixtures} fixtures, {pairs} pairs");
    assert!(pairs > 1000, "only {pairs} pairs");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn cases() -> Vec<PathBuf> {
    let directories = |of: &Path| {
        let entries = fs::read_dir(of).unwrap();
        let mut found: Vec<_> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .collect();
        found.sort();
        found
    };
    let rules = directories(Path::new("testdata/rules"));
    rules.iter().flat_map(|rule| directories(rule)).collect()
}
