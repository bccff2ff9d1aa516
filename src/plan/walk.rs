//! Goes through a plan or a state once, and keeps what rules may need of it.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::EntityKind;
use crate::value::Names;

use super::Needs;
use super::address::quoted;
use super::element::{Element, Needed, kind_of};
use super::input::{
    InputError, check_version, is_for_people, is_stored_state, refuse_by_keys, refuse_early,
};
use super::json::{Deferred, StoredResource};
use super::notes::Facts;
use super::part::Part;
use super::place::TextPlace;
use super::scan::{Scan, first};

/// How many keys of the outermost object are looked at to tell what it is.
const KEYS: usize = 1000;

/// How deep modules may call each other.
const DEEPEST: usize = 100;

/// The version of stored states that is read.
const STORED: u64 = 4;

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// What will be.
    #[default]
    Plan,
    /// What is.
    State,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plan => "plan",
            Self::State => "state",
        })
    }
}

/// What is kept of a document.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) facts: Facts,
    pub(super) names: Names,
    pub(super) variables: Option<Part>,
    pub(super) outputs: Option<Part>,
    pub(super) configuration: Option<Part>,
    /// Changes that leave something, each with its place in the list.
    pub(super) changes: Vec<(usize, Needed)>,
    /// What is or was before the changes, each with the pointer to it.
    pub(super) values: Vec<(String, Needed)>,
    /// What a stored state has, each with its place in the list.
    pub(super) stored: Vec<(usize, Stored)>,
    /// The addresses of all resources and data sources that there will be, or are.
    pub(super) instances: FxHashSet<Arc<str>>,
    /// The addresses of what will be gone.
    pub(super) removed: FxHashSet<Arc<str>>,
    /// What will be gone, each with its place in the list.
    pub(super) gone: Vec<(usize, Needed)>,
    /// Types that no rule needs, with how many there are.
    pub(super) skipped: BTreeMap<Arc<str>, usize>,
}

/// A resource or data source of a stored state that rules need something of.
pub(super) struct Stored {
    pub(super) kind: EntityKind,
    pub(super) type_name: Arc<str>,
    pub(super) part: Part,
}

impl Kept {
    /// Counts what no rule needs, as is done with source.
    fn skip(&mut self, kind: EntityKind, type_name: Arc<str>, count: usize) {
        if kind == EntityKind::Resource {
            *self.skipped.entry(type_name).or_default() += count;
        }
    }
}

/// Reads a document.
pub(super) fn walk<'r>(
    input: Box<dyn io::Read + 'r>,
    needs: &Needs<'_>,
) -> Result<Kept, InputError> {
    let mut scan = Scan::new(input);
    begin(&mut scan)?;
    let mut walk = Walk {
        needs,
        kept: Kept::default(),
        keys: Vec::new(),
        format_version: None,
        stored_version: None,
        is_plan: false,
        has_values: false,
    };
    let gone_through = scan.object(|scan, key| {
        if walk.keys.len() < KEYS {
            walk.keys.push(key.to_owned());
        }
        walk.entry(scan, key)
    });
    if let Err(error) = gone_through {
        return Err(walk.instead_of(error));
    }
    let kept = walk.finish()?;
    end(&mut scan)?;
    Ok(kept)
}

/// Comes to the object, past the lines that wrappers of Terraform print before it.
fn begin(scan: &mut Scan<'_>) -> Result<(), InputError> {
    scan.drop_mark()?;
    let head = scan.ahead()?;
    let blank = head.iter().take_while(|byte| byte.is_ascii_whitespace());
    let blank = blank.count();
    if head.get(blank) == Some(&b'{') {
        return Ok(());
    }
    let line = head.windows(2).position(|pair| pair == b"\n{");
    match line {
        Some(end) if !is_for_people(&String::from_utf8_lossy(&head[..end])) => {
            scan.pass(end + 1);
            Ok(())
        }
        _ => {
            let head = head.to_vec();
            Err(refuse_early(&head, scan.is_last()))
        }
    }
}

/// Sees that nothing follows but what such wrappers print.
fn end(scan: &mut Scan<'_>) -> Result<(), InputError> {
    while scan.peek()?.is_some() {
        if !scan.ahead()?.starts_with(b"::") {
            return Err(InputError::Trailing(scan.here()));
        }
        scan.pass_line()?;
    }
    Ok(())
}

struct Walk<'w, 'n> {
    needs: &'w Needs<'n>,
    kept: Kept,
    keys: Vec<String>,
    format_version: Option<String>,
    stored_version: Option<u64>,
    is_plan: bool,
    has_values: bool,
}

/// What is, will be or was there.
struct Seen {
    address: Arc<str>,
    /// What is needed of it.
    needed: Option<Needed>,
    /// Whether the change takes it away.
    is_gone: bool,
}

/// What a resource or data source, or a change of one, comes to.
enum Read {
    /// It does not count.
    Passed,
    /// It is of a mode that is not known.
    OfMode(String),
    /// Rules need nothing of it.
    Unneeded {
        address: Arc<str>,
        kind: EntityKind,
        type_name: Arc<str>,
        is_gone: bool,
    },
    /// What rules need of it, and whether it will be gone.
    Needed(Box<Needed>, bool),
}

impl Read {
    fn of(
        element: Element<'_>,
        needs: &Needs<'_>,
        names: &Names,
        place: TextPlace,
        counts: impl Fn(&str) -> bool,
    ) -> Self {
        let Some(kind) = kind_of(&element.mode) else {
            return Self::OfMode(element.mode.into_owned());
        };
        if element.deposed || !counts(&element.mode) {
            return Self::Passed;
        }
        let address = element.address.as_ref().into();
        let type_name = names.get(&element.type_name);
        let is_gone = element.removes();
        if !needs.keeps(kind, &type_name) {
            return Self::Unneeded {
                address,
                kind,
                type_name,
                is_gone,
            };
        }
        let actions = element.actions.iter().map(|action| names.get(action));
        let needed = Needed {
            kind,
            type_name,
            name: names.get(&element.name),
            address,
            actions: actions.collect(),
            texts: element.texts,
            place,
            path: String::new(),
        };
        Self::Needed(Box::new(needed), is_gone)
    }
}

impl Walk<'_, '_> {
    /// Takes an entry of the outermost object.
    fn entry(&mut self, scan: &mut Scan<'_>, key: &str) -> Result<(), InputError> {
        self.is_plan |= matches!(key, "resource_changes" | "planned_values" | "configuration");
        match key {
            "format_version" => self.format_version = scan.take()?,
            "version" if scan.peek()?.is_some_and(|byte| byte.is_ascii_digit()) => {
                self.stored_version = Some(scan.take()?);
            }
            "errored" => self.kept.facts.errored = scan.take::<Option<bool>>()? == Some(true),
            "complete" => self.kept.facts.complete = scan.take()?,
            "variables" => self.kept.variables = scan.keep_some()?,
            "output_changes" => self.kept.outputs = scan.keep_some()?,
            "configuration" => self.kept.configuration = scan.keep_some()?,
            "resource_changes" if !scan.null()? => {
                return scan.list(|scan, index| self.change(scan, index));
            }
            "deferred_changes" if !scan.null()? => {
                return scan.list(|scan, _| self.deferred(scan));
            }
            "prior_state" if !scan.null()? => {
                return scan.object(|scan, key| match key {
                    "values" => self.values(scan, "/prior_state/values"),
                    _ => scan.skip(),
                });
            }
            "values" => {
                self.has_values = true;
                return self.values(scan, "/values");
            }
            "resources" if scan.peek()? == Some(b'[') => {
                return scan.list(|scan, index| self.stored(scan, index));
            }
            // What was null has been taken.
            "resource_changes" | "deferred_changes" | "prior_state" => {}
            _ => return scan.skip(),
        }
        Ok(())
    }

    fn change(&mut self, scan: &mut Scan<'_>, index: usize) -> Result<(), InputError> {
        let Some(seen) = self.element(scan, |_| true)? else {
            return Ok(());
        };
        let kept = &mut self.kept;
        let (addresses, list) = if seen.is_gone {
            (&mut kept.removed, &mut kept.gone)
        } else {
            (&mut kept.instances, &mut kept.changes)
        };
        addresses.insert(seen.address);
        list.extend(seen.needed.map(|needed| (index, needed)));
        Ok(())
    }

    fn deferred(&mut self, scan: &mut Scan<'_>) -> Result<(), InputError> {
        let address = scan.part(|bytes| {
            let (deferred, end) = first::<Deferred<'_>>(bytes)?;
            let change = deferred.resource_change;
            Ok((change.map(|change| change.address.into_owned()), end))
        })?;
        self.kept.facts.deferred.push(address.unwrap_or_default());
        Ok(())
    }

    /// The values of a state: those of data sources where it is the state before a plan.
    fn values(&mut self, scan: &mut Scan<'_>, pointer: &str) -> Result<(), InputError> {
        if scan.null()? {
            return Ok(());
        }
        scan.object(|scan, key| match key {
            "root_module" => self.module(scan, &format!("{pointer}/root_module"), 0),
            _ => scan.skip(),
        })
    }

    fn module(
        &mut self,
        scan: &mut Scan<'_>,
        pointer: &str,
        depth: usize,
    ) -> Result<(), InputError> {
        if scan.null()? {
            return Ok(());
        }
        if depth > DEEPEST {
            return Err(InputError::TooDeep(scan.here()));
        }
        scan.object(|scan, key| match key {
            "resources" if !scan.null()? => scan.list(|scan, index| {
                let pointer = || format!("{pointer}/resources/{index}");
                self.value(scan, pointer)
            }),
            "child_modules" if !scan.null()? => scan.list(|scan, index| {
                let pointer = format!("{pointer}/child_modules/{index}");
                self.module(scan, &pointer, depth + 1)
            }),
            "resources" | "child_modules" => Ok(()),
            _ => scan.skip(),
        })
    }

    fn value(
        &mut self,
        scan: &mut Scan<'_>,
        pointer: impl FnOnce() -> String,
    ) -> Result<(), InputError> {
        // Before a plan only what has been read counts; what is managed is in the changes.
        let deployed = self.has_values;
        if let Some(seen) = self.element(scan, |mode| deployed || mode == "data")?
            // What is read again when the plan is applied is in the changes; its former values do not count.
            && self.kept.instances.insert(seen.address)
            && let Some(needed) = seen.needed
        {
            self.kept.values.push((pointer(), needed));
        }
        Ok(())
    }

    /// Takes an element: the address of what is there, and what rules need of it.
    fn element(
        &mut self,
        scan: &mut Scan<'_>,
        counts: impl Fn(&str) -> bool,
    ) -> Result<Option<Seen>, InputError> {
        scan.peek()?;
        let place = scan.here();
        let (needs, names) = (self.needs, &self.kept.names);
        let read = scan.part(|bytes| {
            let (element, end) = Element::first(bytes, needs, &counts)?;
            Ok((Read::of(element, needs, names, place, &counts), end))
        })?;
        match read {
            Read::Passed => Ok(None),
            // Of a format that is newer there may be more.
            Read::OfMode(_) if self.is_newer() => Ok(None),
            Read::OfMode(mode) => {
                let message = format!("expected `managed` or `data`, found {}", quoted(&mode));
                Err(scan.wrong("mode", message))
            }
            Read::Unneeded {
                address,
                kind,
                type_name,
                is_gone,
            } => {
                if !is_gone {
                    self.kept.skip(kind, type_name, 1);
                }
                Ok(Some(Seen {
                    address,
                    needed: None,
                    is_gone,
                }))
            }
            Read::Needed(mut needed, is_gone) => {
                needed.path = scan.path();
                Ok(Some(Seen {
                    address: Arc::clone(&needed.address),
                    needed: Some(*needed),
                    is_gone,
                }))
            }
        }
    }

    /// Takes a resource of a stored state.
    fn stored(&mut self, scan: &mut Scan<'_>, index: usize) -> Result<(), InputError> {
        let part = scan.keep()?;
        let resource: StoredResource<'_> = part.parse()?;
        let kind = match &*resource.mode {
            "data" => EntityKind::Data,
            _ => EntityKind::Resource,
        };
        let type_name = self.kept.names.get(&resource.type_name);
        let count = resource.instances.len();
        drop(resource);
        if self.needs.keeps(kind, &type_name) {
            let needed = Stored {
                kind,
                type_name,
                part,
            };
            self.kept.stored.push((index, needed));
        } else {
            self.kept.skip(kind, type_name, count);
        }
        Ok(())
    }

    fn is_newer(&self) -> bool {
        matches!(check_version(self.format_version.as_deref()), Ok(Some(_)))
    }

    /// What to say instead of what is wrong in the JSON, where that is for another reason.
    fn instead_of(&self, error: InputError) -> InputError {
        if !matches!(error, InputError::Shape { .. }) {
            return error;
        }
        if self.format_version.is_some() {
            return check_version(self.format_version.as_deref())
                .err()
                .unwrap_or(error);
        }
        let known = self.stored_version.is_some();
        refuse_by_keys(&self.keys)
            .filter(|_| !known)
            .unwrap_or(error)
    }

    /// Tells what the document is, now that all of it has been seen.
    fn finish(mut self) -> Result<Kept, InputError> {
        if self.is_plan && self.format_version.is_some() {
            self.kept.facts.newer = check_version(self.format_version.as_deref())?;
            return Ok(self.kept);
        }
        if let Some(other) = refuse_by_keys(&self.keys) {
            return Err(other);
        }
        self.kept.facts.form = Form::State;
        match self.stored_version {
            Some(STORED) if is_stored_state(&self.keys) => return Ok(self.kept),
            Some(version) if is_stored_state(&self.keys) => {
                return Err(InputError::StateVersion(version));
            }
            _ => {}
        }
        self.kept.stored = Vec::new();
        self.kept.facts.newer = check_version(self.format_version.as_deref())?;
        Ok(self.kept)
    }
}
