//! One value of `after`, `after_unknown`, `after_sensitive` and the expression behind it.
//!
//! While a plan may still be joined to its source, what is absent is kept in two forms that tell more: null is what
//! Terraform says is not set, and [`is_unset`] is what the provider decides and nobody wrote. [`prune`] drops both, and
//! makes what [`is_unsure`] an unknown value like any other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{Kind, Map, Marks, Names, Number, Path, PathStep, Reason, Unknown, Value};

use super::json::{Attribute, Block, Expression, Json};
use super::reference::{Resolver, Scope};

/// How many pairs of planned and written blocks are compared; where there are more, all written ones count.
const COMPARED: usize = 10_000;

/// Decimal numbers of so many digits survive the parser's floating point.
const EXACT_DIGITS: usize = 15;

/// What has been marked sensitive.
const SENSITIVE: Marks = Marks {
    sensitive: true,
    ephemeral: false,
};

/// Whether a value is decided by the provider alone: not known, and not written in configuration.
pub(super) fn is_unset(value: &Value) -> bool {
    value
        .as_unknown()
        .is_some_and(|unknown| unknown.reasons.is_empty())
}

fn unset() -> Value {
    Unknown::default().into()
}

/// Whether a plan does not tell if a value is written: it is not known, and in a block that a `dynamic` block makes.
pub(super) fn is_unsure(value: &Value) -> bool {
    value
        .as_unknown()
        .is_some_and(|unknown| unknown.exact && unknown.references.is_empty())
}

/// Such a value. What claims to be exactly nothing cannot come about otherwise.
fn unsure(reason: Reason) -> Value {
    Unknown {
        exact: true,
        ..Unknown::because(reason)
    }
    .into()
}

/// Drops from objects what is absent.
pub(super) fn prune(value: &mut Value) {
    value.change(|kind| match kind {
        Kind::Mapping(_, entries) => {
            let entries = Arc::make_mut(entries);
            entries.retain(|_, entry| !entry.is_null() && !is_unset(entry));
            for (_, entry) in entries.iter_mut() {
                prune(entry);
            }
        }
        Kind::Sequence(_, elements) => {
            for element in Arc::make_mut(elements) {
                prune(element);
            }
        }
        Kind::Unknown(unknown) if unknown.exact && unknown.references.is_empty() => {
            Arc::make_mut(unknown).exact = false;
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Unknown(_) => {}
    });
}

/// A value of JSON, all of it known.
pub(super) fn known(json: &Json<'_>, names: &Names) -> Value {
    match json {
        Json::Array(elements) => Value::tuple(
            elements
                .iter()
                .map(|element| known(element, names))
                .collect(),
        ),
        Json::Object(entries) => Value::object(
            entries
                .iter()
                .map(|(key, entry)| (names.get(key), known(entry, names)))
                .collect(),
        ),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => scalar(json),
    }
}

fn scalar(json: &Json<'_>) -> Value {
    match json {
        Json::Bool(value) => (*value).into(),
        Json::Number(json) => number(json).map_or_else(
            || Reason::Unsupported(format!("a number of so many digits as {json}").into()).into(),
            |number| Kind::Number(number).into(),
        ),
        Json::Text(text) => Value::from(&**text),
        Json::Null | Json::Array(_) | Json::Object(_) => Value::null(),
    }
}

/// A number; `None` where it may have had more digits than the parser keeps.
fn number(json: &serde_json::Number) -> Option<Number> {
    if let Some(int) = json.as_i64() {
        return Some(Number::Int(int));
    }
    let text = json.to_string();
    let mantissa = text.split('e').next().unwrap_or(&text);
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let exact = json.is_u64() || digits <= EXACT_DIGITS;
    exact.then(|| Number::parse(&text)).flatten()
}

/// What configuration says of the place of a value.
#[derive(Clone)]
enum Written<'w> {
    /// This expression gives it.
    Whole(&'w Attribute<'w>),
    /// It is part of what these expressions give, or which of them gives it is not known.
    Part(Vec<&'w Attribute<'w>>),
    /// These blocks are written. More may come from `dynamic` blocks, which a plan does not show.
    Blocks {
        pool: Vec<&'w Block<'w>>,
        more: bool,
    },
    /// Nothing is written.
    Nowhere,
    /// A plan does not tell: it is in a block that a `dynamic` block makes.
    Unsure,
}

impl Written<'_> {
    /// What is said of the parts of such a value.
    fn inside(&self) -> Self {
        match self {
            Self::Whole(attribute) => Self::Part(vec![attribute]),
            Self::Part(_) | Self::Nowhere | Self::Unsure => self.clone(),
            Self::Blocks { .. } => Self::Unsure,
        }
    }

    fn is_argument(&self) -> bool {
        matches!(self, Self::Whole(_) | Self::Part(_))
    }
}

/// The way to a value, kept on the stack.
#[derive(Clone, Copy)]
struct Trail<'t> {
    parent: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

#[derive(Clone, Copy)]
enum Step<'t> {
    Name(&'t str),
    Index(usize),
}

impl Trail<'_> {
    /// The path, and the last name in it.
    fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(trail) = at {
            steps.push(match trail.step {
                Step::Name(name) => PathStep::Key(name.into()),
                Step::Index(index) => PathStep::Index(index),
            });
            at = trail.parent;
        }
        steps.reverse();
        Path(steps)
    }

    fn argument(&self) -> &str {
        match (self.step, self.parent) {
            (Step::Name(name), _) => name,
            (Step::Index(_), Some(parent)) => parent.argument(),
            (Step::Index(_), None) => "",
        }
    }
}

/// The three sides of a value.
#[derive(Clone, Copy)]
pub(super) struct Sides<'j> {
    pub(super) after: Option<&'j Json<'j>>,
    pub(super) unknown: Option<&'j Json<'j>>,
    pub(super) sensitive: Option<&'j Json<'j>>,
}

impl<'j> Sides<'j> {
    fn entry(self, key: &str) -> Self {
        let of = |json: Option<&'j Json<'j>>| match json {
            Some(Json::Object(entries)) => entries.get(key),
            _ => None,
        };
        Self {
            after: of(self.after),
            unknown: of(self.unknown),
            sensitive: whole(self.sensitive).or_else(|| of(self.sensitive)),
        }
    }

    fn element(self, index: usize) -> Self {
        let of = |json: Option<&'j Json<'j>>| match json {
            Some(Json::Array(elements)) => elements.get(index),
            _ => None,
        };
        Self {
            after: of(self.after),
            unknown: of(self.unknown),
            sensitive: whole(self.sensitive).or_else(|| of(self.sensitive)),
        }
    }
}

/// Where all of a value is sensitive, so is each part.
fn whole<'j>(marks: Option<&'j Json<'j>>) -> Option<&'j Json<'j>> {
    marks.filter(|marks| matches!(marks, Json::Bool(true)))
}

/// Merges the sides of the values of one entity.
pub(super) struct Merge<'m, 'c> {
    pub(super) resolver: &'m Resolver<'c>,
    pub(super) names: &'m Names,
    pub(super) address: &'m str,
    pub(super) scope: Scope<'c>,
}

impl<'m> Merge<'m, '_> {
    /// The values of a resource whose block is `written`, if the plan has it.
    pub(super) fn resource(&self, sides: Sides<'m>, written: Option<&'m Block<'m>>) -> Value {
        let candidates: Vec<_> = written.into_iter().collect();
        Value::object(self.fields(sides, &candidates, false, None))
    }

    /// A single value, such as that of an output, given by `written`.
    pub(super) fn single(
        &self,
        sides: Sides<'m>,
        name: &str,
        written: Option<&'m Expression<'m>>,
    ) -> Value {
        let written = match written {
            Some(Expression::Attribute(attribute)) => Written::Whole(attribute),
            _ => Written::Unsure,
        };
        let trail = Trail {
            parent: None,
            step: Step::Name(name),
        };
        self.value(sides, &written, &trail)
            .unwrap_or_else(Value::null)
    }

    fn fields(
        &self,
        sides: Sides<'m>,
        candidates: &[&'m Block<'m>],
        more: bool,
        parent: Option<&Trail<'_>>,
    ) -> Map {
        self.entries(sides, parent, |key| written_at(candidates, more, key))
    }

    fn entries(
        &self,
        sides: Sides<'m>,
        parent: Option<&Trail<'_>>,
        written: impl Fn(&str) -> Written<'m>,
    ) -> Map {
        let empty = BTreeMap::new();
        let keys = |json: Option<&'m Json<'m>>| match json {
            Some(Json::Object(entries)) => Some(entries),
            _ => None,
        };
        let after = keys(sides.after).unwrap_or(&empty);
        let unknown = keys(sides.unknown).unwrap_or(&empty);
        let only_unknown = unknown.keys().filter(|key| !after.contains_key(*key));
        let entries = after.keys().chain(only_unknown).filter_map(|key| {
            let trail = Trail {
                parent,
                step: Step::Name(key),
            };
            let value = self.value(sides.entry(key), &written(key), &trail)?;
            Some((self.names.get(key), value))
        });
        entries.collect()
    }

    fn value(&self, sides: Sides<'m>, written: &Written<'m>, trail: &Trail<'_>) -> Option<Value> {
        let value = match (sides.after, sides.unknown) {
            (_, Some(Json::Bool(true))) => self.unknown(written, trail),
            (None, _) => return None,
            (Some(Json::Null), _) => Value::null(),
            (Some(Json::Object(_)), None | Some(Json::Bool(false) | Json::Object(_))) => {
                self.object(sides, written, trail)
            }
            (Some(Json::Array(elements)), None | Some(Json::Bool(false) | Json::Array(_))) => {
                self.sequence(elements, sides, written, trail)
            }
            (Some(json), None | Some(Json::Bool(false))) => scalar(json),
            // What is and what is unknown have different shapes: nothing is certain.
            (Some(_), Some(_)) => self.own(trail),
        };
        let sensitive = matches!(sides.sensitive, Some(Json::Bool(true)));
        Some(if sensitive {
            value.marked(SENSITIVE)
        } else {
            value
        })
    }

    fn object(&self, sides: Sides<'m>, written: &Written<'m>, trail: &Trail<'_>) -> Value {
        if let Written::Blocks { pool, more } = written {
            // A block that occurs once at most: still a list of blocks to rules.
            let first = Trail {
                parent: Some(trail),
                step: Step::Index(0),
            };
            let fields = self.fields(sides, pool, *more, Some(&first));
            return Value::list(vec![Value::object(fields)]);
        }
        let inside = written.inside();
        Value::object(self.entries(sides, Some(trail), |_| inside.clone()))
    }

    fn sequence(
        &self,
        elements: &'m [Json<'m>],
        sides: Sides<'m>,
        written: &Written<'m>,
        trail: &Trail<'_>,
    ) -> Value {
        if elements.is_empty() {
            return if written.is_argument() {
                Value::tuple(Vec::new())
            } else {
                Value::null()
            };
        }
        let inside = match written.inside() {
            Written::Nowhere => Written::Unsure,
            inside => inside,
        };
        let of = |index: usize| {
            let sides = sides.element(index);
            let trail = Trail {
                parent: Some(trail),
                step: Step::Index(index),
            };
            if let (Written::Blocks { pool, more }, Some(Json::Object(_))) = (written, sides.after)
            {
                let (candidates, more) = agreeing(pool, *more, elements, index);
                return Value::object(self.fields(sides, &candidates, more, Some(&trail)));
            }
            self.value(sides, &inside, &trail)
                .unwrap_or_else(Value::null)
        };
        let values = (0..elements.len()).map(of).collect();
        if elements
            .iter()
            .all(|element| matches!(element, Json::Object(_)))
        {
            Value::list(values)
        } else {
            Value::tuple(values)
        }
    }

    fn unknown(&self, written: &Written<'m>, trail: &Trail<'_>) -> Value {
        let own = || Reason::AfterApply(self.own_path(trail).into());
        match written {
            Written::Nowhere => unset(),
            Written::Whole(attribute) => {
                self.resolver
                    .unknown(&self.scope, &[attribute], trail.argument(), true, own)
            }
            Written::Part(attributes) => {
                self.resolver
                    .unknown(&self.scope, attributes, trail.argument(), false, own)
            }
            Written::Unsure => unsure(own()),
            Written::Blocks { .. } => self.own(trail),
        }
    }

    fn own(&self, trail: &Trail<'_>) -> Value {
        Reason::AfterApply(self.own_path(trail).into()).into()
    }

    fn own_path(&self, trail: &Trail<'_>) -> String {
        format!("{}.{}", self.address, trail.path())
    }
}

/// What is written under `key` in blocks of which one is the one in question.
fn written_at<'w>(candidates: &[&'w Block<'w>], more: bool, key: &str) -> Written<'w> {
    let mut attributes = Vec::new();
    let mut pool = Vec::new();
    let mut blocks = false;
    for block in candidates {
        match block.get(key) {
            None => {}
            Some(Expression::Attribute(attribute)) => attributes.push(attribute),
            Some(Expression::Block(block)) => {
                blocks = true;
                pool.push(block);
            }
            Some(Expression::Blocks(several)) => {
                blocks = true;
                pool.extend(several);
            }
        }
    }
    if blocks {
        return Written::Blocks { pool, more };
    }
    match (attributes.as_slice(), candidates) {
        ([], []) => Written::Unsure,
        ([], _) if more => Written::Unsure,
        ([], _) => Written::Nowhere,
        ([only], [_]) if !more => Written::Whole(only),
        _ => Written::Part(attributes),
    }
}

/// The written blocks that the planned block at `index` may come from: those whose constants it has. Then whether it may
/// come from a `dynamic` block as well: not if constants single out the written blocks, and no more planned ones have them.
fn agreeing<'w>(
    pool: &[&'w Block<'w>],
    more: bool,
    elements: &[Json<'_>],
    index: usize,
) -> (Vec<&'w Block<'w>>, bool) {
    let more = more || elements.len() > pool.len();
    if pool.len() * elements.len() > COMPARED || (pool.len() == 1 && elements.len() == 1) {
        return (pool.to_vec(), more);
    }
    let agree = |block: &Block<'_>, element: &Json<'_>| {
        let Json::Object(planned) = element else {
            return false;
        };
        constants(block).all(|(name, constant)| {
            let value = planned.get(name);
            value.is_none_or(|value| may_equal(constant, value))
        })
    };
    let candidates: Vec<_> = pool
        .iter()
        .filter(|block| agree(block, &elements[index]))
        .copied()
        .collect();
    let Some(first) = candidates.first() else {
        return (candidates, true);
    };
    let alike = elements.iter().filter(|element| agree(first, element));
    let singled_out = constants(first).next().is_some() && alike.count() <= candidates.len();
    (candidates, more && !singled_out)
}

/// The arguments of a block that are constants other than null.
fn constants<'b>(block: &'b Block<'_>) -> impl Iterator<Item = (&'b str, &'b Json<'b>)> {
    block
        .iter()
        .filter_map(|(name, expression)| match expression {
            Expression::Attribute(attribute) => {
                let constant = attribute.constant.as_ref()?;
                (*constant != Json::Null).then_some((name.as_str(), constant))
            }
            Expression::Block(_) | Expression::Blocks(_) => None,
        })
}

/// Whether a constant may be what became `value` when it was converted to the type that the provider asks for.
fn may_equal(constant: &Json<'_>, value: &Json<'_>) -> bool {
    match (scalar_text(constant), scalar_text(value)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn scalar_text<'j>(json: &'j Json<'_>) -> Option<Cow<'j, str>> {
    match json {
        Json::Bool(value) => Some(if *value { "true" } else { "false" }.into()),
        Json::Number(number) => Some(number.to_string().into()),
        Json::Text(text) => Some(Cow::Borrowed(text)),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
