//! Types: of values, of variables, and conversion between them.

use std::sync::Arc;

use crate::syntax::{ExprId, ExprKind, List};
use crate::text::TextRange;
use crate::value::{Kind, Map, Mapping, Marks, Sequence, Unknown, Value};

use super::expression::{Code, a};
use super::functions::set_of;
use super::traversal::{elements, entries};
use super::unify::{Untyped, unify};
use super::{Context, Scope, evaluate};

/// A type, as variables declare it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are Terraform's")]
pub enum Type {
    /// Any type; also that of null and of what is unknown.
    Any,
    Bool,
    Number,
    String,
    List(Box<Self>),
    Set(Box<Self>),
    Map(Box<Self>),
    Tuple(Vec<Self>),
    Object(Map<Attribute>),
}

/// An attribute of an object type.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its type.
    pub of: Type,
    /// Whether it may be left out.
    pub optional: bool,
    /// What stands for it when it is left out or null.
    pub default: Option<Value>,
}

impl Type {
    /// The name, without what it holds.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Bool => "bool",
            Self::Number => "number",
            Self::String => "string",
            Self::List(_) => "list",
            Self::Set(_) => "set",
            Self::Map(_) => "map",
            Self::Tuple(_) => "tuple",
            Self::Object(_) => "object",
        }
    }
}

impl Type {
    /// Whether two types are the same, as far as they are known.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        matches!(self, Self::Any) || matches!(other, Self::Any) || self.agrees(other, Self::is_like)
    }

    /// Whether two types are the same and known alike.
    fn is_same(&self, other: &Self) -> bool {
        self.agrees(other, Self::is_same)
    }

    /// Whether two types are of one kind, and what they hold agrees.
    fn agrees(&self, other: &Self, parts_agree: fn(&Self, &Self) -> bool) -> bool {
        let are_named_alike = match (self, other) {
            (Self::Object(a), Self::Object(b)) => a.keys().eq(b.keys()),
            (Self::Tuple(a), Self::Tuple(b)) => a.len() == b.len(),
            _ => self.name() == other.name(),
        };
        are_named_alike
            && self
                .parts()
                .zip(other.parts())
                .all(|(a, b)| parts_agree(a, b))
    }

    /// The types that it holds.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Self> {
        let (held, elements, attributes) = match self {
            Self::Any | Self::Bool | Self::Number | Self::String => (None, &[][..], None),
            Self::List(of) | Self::Set(of) | Self::Map(of) => (Some(of.as_ref()), &[][..], None),
            Self::Tuple(elements) => (None, elements.as_slice(), None),
            Self::Object(attributes) => (None, &[][..], Some(attributes)),
        };
        let attributes = attributes.into_iter().flat_map(Map::values);
        held.into_iter()
            .chain(elements)
            .chain(attributes.map(|attribute| &attribute.of))
    }

    /// Whether some of it is not known.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Any) || self.parts().any(Self::is_open)
    }
}

/// Reads a type as it is written in a `variable` block: `list(object({ a = optional(string, "x") }))`.
///
/// An `Err` is the range that is wrong, and the message.
pub fn parse_type(code: Code<'_>, expr: ExprId) -> Result<Type, (TextRange, String)> {
    parse_nested(code, expr, 0)
}

/// How deep types may nest.
const MAX_TYPE_DEPTH: usize = 64;

fn parse_nested(code: Code<'_>, expr: ExprId, depth: usize) -> Result<Type, (TextRange, String)> {
    let node = code.tree.expr(expr);
    let wrong = |message: &str| Err((node.range, message.to_owned()));
    if depth > MAX_TYPE_DEPTH {
        return wrong("the type is nested too deeply");
    }
    match node.kind {
        ExprKind::Name | ExprKind::Template(_) => match code.slice(node.range).trim_matches('"') {
            "any" => Ok(Type::Any),
            "bool" => Ok(Type::Bool),
            "number" => Ok(Type::Number),
            "string" => Ok(Type::String),
            "list" => Ok(Type::List(Box::new(Type::Any))),
            "set" => Ok(Type::Set(Box::new(Type::Any))),
            "map" => Ok(Type::Map(Box::new(Type::Any))),
            other => wrong(&format!("there is no type `{other}`")),
        },
        ExprKind::Call { name, args, .. } => {
            let args = code.tree.exprs(args);
            let name = code.slice(name);
            let [of] = args else {
                return wrong(&format!("the type `{name}` takes one argument"));
            };
            match name {
                "list" => Ok(Type::List(Box::new(parse_nested(code, *of, depth + 1)?))),
                "set" => Ok(Type::Set(Box::new(parse_nested(code, *of, depth + 1)?))),
                "map" => Ok(Type::Map(Box::new(parse_nested(code, *of, depth + 1)?))),
                "tuple" => match code.tree.expr(*of).kind {
                    ExprKind::Tuple(elements) => parse_tuple(code, elements, depth),
                    _ => wrong("a tuple type lists its elements in brackets"),
                },
                "object" => match code.tree.expr(*of).kind {
                    ExprKind::Object(_) => parse_object(code, *of, depth),
                    _ => wrong("an object type lists its attributes in braces"),
                },
                other => wrong(&format!("there is no type `{other}`")),
            }
        }
        _ => wrong("a type is needed here"),
    }
}

fn parse_tuple(
    code: Code<'_>,
    elements: List<ExprId>,
    depth: usize,
) -> Result<Type, (TextRange, String)> {
    let elements = code.tree.exprs(elements).iter();
    let elements = elements.map(|&element| parse_nested(code, element, depth + 1));
    Ok(Type::Tuple(elements.collect::<Result<_, _>>()?))
}

fn parse_object(code: Code<'_>, expr: ExprId, depth: usize) -> Result<Type, (TextRange, String)> {
    let ExprKind::Object(items) = code.tree.expr(expr).kind else {
        return Ok(Type::Any);
    };
    let mut attributes = Vec::new();
    for item in code.tree.object_items(items) {
        let key = code.slice(code.tree.expr(item.key).range);
        let attribute = parse_attribute(code, item.value, depth + 1)?;
        attributes.push((Arc::from(key.trim_matches('"')), attribute));
    }
    Ok(Type::Object(attributes.into_iter().collect()))
}

fn parse_attribute(
    code: Code<'_>,
    expr: ExprId,
    depth: usize,
) -> Result<Attribute, (TextRange, String)> {
    if let ExprKind::Call { name, args, .. } = code.tree.expr(expr).kind
        && code.slice(name) == "optional"
    {
        let (of, default) = match code.tree.exprs(args) {
            [of] => (*of, None),
            [of, default] => (*of, Some(*default)),
            _ => {
                let range = code.tree.expr(expr).range;
                return Err((range, "`optional` takes a type and a default".to_owned()));
            }
        };
        let default = default.map(|expr| evaluate(code, expr, &NoNames, &Context::default()));
        let of = parse_nested(code, of, depth)?;
        return Ok(Attribute {
            of,
            optional: true,
            default,
        });
    }
    Ok(Attribute {
        of: parse_nested(code, expr, depth)?,
        optional: false,
        default: None,
    })
}

/// The scope of defaults in types, which are constants.
struct NoNames;

impl Scope for NoNames {
    fn resolve(&self, _: &str, _: &[super::Access<'_>], _: &Context) -> Option<super::Resolved> {
        None
    }
}

/// The type of a value. What is null or unknown has any type.
pub fn type_of(value: &Value) -> Type {
    match &value.kind {
        Kind::Unknown(unknown) if unknown.prefix.is_some() => Type::String,
        Kind::Null | Kind::Unknown(_) => Type::Any,
        Kind::Bool(_) => Type::Bool,
        Kind::Number(_) => Type::Number,
        Kind::String(_) => Type::String,
        Kind::Sequence(Sequence::Tuple, parts) => Type::Tuple(parts.iter().map(type_of).collect()),
        Kind::Sequence(Sequence::List, parts) => Type::List(Box::new(common(parts.iter()))),
        Kind::Sequence(Sequence::Set, parts) => Type::Set(Box::new(common(parts.iter()))),
        Kind::Mapping(Mapping::Map, parts) => Type::Map(Box::new(common(parts.values()))),
        Kind::Mapping(Mapping::Object, parts) => Type::Object(parts.mapped(|_, part| Attribute {
            of: type_of(part),
            optional: false,
            default: None,
        })),
    }
}

fn common<'a>(parts: impl Iterator<Item = &'a Value>) -> Type {
    parts
        .map(type_of)
        .reduce(|a, b| unify_all([&a, &b].into_iter()).unwrap_or(Type::Any))
        .unwrap_or(Type::Any)
}

/// The type that all convert to, where what is not known is of a type that fits.
pub(super) fn unify_all<'t>(types: impl Iterator<Item = &'t Type>) -> Option<Type> {
    unify(&types.collect::<Vec<_>>(), Untyped::Fitting)
}

/// What became of two values that must have a type in common.
pub(super) enum Unified {
    /// The first value as that type.
    Value(Value),
    /// They may have one, which depends on the types of what is null, empty or unknown.
    Open,
    /// They have none.
    Nothing,
}

/// `value` as the type it has in common with `other`.
pub(super) fn unify_with(value: &Value, other: &Value, context: &Context) -> Unified {
    let types = [type_of(value), type_of(other)];
    let types = [&types[0], &types[1]];
    let open = types.iter().any(|of| of.is_open());
    // What is unknown has a type, unlike null.
    let untyped = if open && !value.has_unknown() && !other.has_unknown() {
        Untyped::Dynamic
    } else {
        Untyped::Fitting
    };
    let to = unify(&types, untyped);
    let found = to.as_ref().and_then(|to| {
        let converted = convert_in(value, to, context).ok()?;
        let certain = untyped == Untyped::Fitting || is_uniform(value, to, context);
        certain.then_some(converted)
    });
    match found {
        Some(value) => Unified::Value(value),
        None if open && (to.is_some() || unify(&types, Untyped::Fitting).is_some()) => {
            Unified::Open
        }
        None => Unified::Nothing,
    }
}

/// Whether the elements of what becomes a collection of a type that is not known are of one type for all that is known.
fn is_uniform(value: &Value, to: &Type, context: &Context) -> bool {
    if !to.is_open() || value.is_null() {
        return true;
    }
    let are_same = |parts: &mut dyn Iterator<Item = Type>| {
        let mut parts = parts.filter(|of| !matches!(of, Type::Any));
        let first = parts.next();
        first.is_none_or(|first| parts.all(|of| of.is_same(&first)))
    };
    match to {
        Type::List(of) | Type::Set(of) | Type::Map(of) => {
            if let Type::Any = of.as_ref() {
                return are_same(&mut value.parts().map(type_of));
            }
            let parts = value.parts().map(|part| convert_in(part, of, context));
            let types = parts.flatten().map(|part| type_of(&part));
            let types: Vec<Type> = types.collect();
            let all = unify(&types.iter().collect::<Vec<_>>(), Untyped::Dynamic);
            let closed = all.is_some_and(|all| !all.is_open());
            (closed || are_same(&mut types.into_iter()))
                && value.parts().all(|part| is_uniform(part, of, context))
        }
        _ => value
            .parts()
            .zip(to.parts())
            .all(|(part, of)| is_uniform(part, of, context)),
    }
}

/// Converts a value to a type, as Terraform does for variables. What is unknown stays unknown.
///
/// An `Err` is the message of an error.
pub fn convert(value: &Value, to: &Type) -> Result<Value, String> {
    convert_in(value, to, &Context::default())
}

/// Converts a value; elements keep their origins.
pub(super) fn convert_in(value: &Value, to: &Type, context: &Context) -> Result<Value, String> {
    let wrong = || Err(format!("a {} is needed, not {}", to.name(), a(value)));
    // While a rule is judged, parts have places of their own.
    if value.is_null() || (!context.is_lenient() && is_of(value, to)) {
        return Ok(value.clone());
    }
    if let Some(unknown) = value.as_unknown() {
        // A prefix says that it is a string; as another type, that is no longer said.
        if unknown.prefix.is_none() || matches!(to, Type::Any | Type::String) {
            return Ok(value.clone());
        }
        let unknown = Unknown {
            prefix: None,
            ..unknown.as_ref().clone()
        };
        return Ok(keep(value, Kind::Unknown(Arc::new(unknown))));
    }
    match to {
        Type::Any => Ok(value.clone()),
        Type::Bool => match value.to_bool() {
            Some(truth) => Ok(keep(value, Kind::Bool(truth))),
            None => wrong(),
        },
        Type::Number => match value.to_number() {
            Some(number) => Ok(keep(value, Kind::Number(number))),
            None => wrong(),
        },
        Type::String => match value.to_text() {
            Some(text) => Ok(keep(value, Kind::String(text))),
            None => wrong(),
        },
        Type::List(of) | Type::Set(of) => {
            let Kind::Sequence(..) = value.kind else {
                return wrong();
            };
            let parts = convert_all(elements(value, context).iter(), of, context)?;
            Ok(match to {
                Type::Set(_) => {
                    let set = set_of(parts);
                    keep(value, set.kind).marked(set.marks)
                }
                _ => keep(value, Kind::Sequence(Sequence::List, Arc::new(parts))),
            })
        }
        Type::Map(of) => {
            let Kind::Mapping(..) = value.kind else {
                return wrong();
            };
            let entries = entries(value, context);
            let parts = convert_all(entries.values(), of, context)?;
            let entries = Arc::new(entries.into_keys().zip(parts).collect::<Map>());
            Ok(keep(value, Kind::Mapping(Mapping::Map, entries)))
        }
        Type::Tuple(types) => {
            let parts = elements(value, context);
            let (Kind::Sequence(Sequence::Tuple | Sequence::List, _), true) =
                (&value.kind, parts.len() == types.len())
            else {
                return wrong();
            };
            let parts = parts.iter().zip(types);
            let parts = parts.map(|(part, of)| convert_in(part, of, context));
            let parts = Arc::new(parts.collect::<Result<Vec<_>, _>>()?);
            Ok(keep(value, Kind::Sequence(Sequence::Tuple, parts)))
        }
        Type::Object(attributes) => {
            let Kind::Mapping(..) = value.kind else {
                return wrong();
            };
            let entries = convert_object(&entries(value, context), attributes, context)?;
            Ok(keep(
                value,
                Kind::Mapping(Mapping::Object, Arc::new(entries)),
            ))
        }
    }
}

/// Whether conversion to the type would give the very same value. It may be false where it would.
fn is_of(value: &Value, to: &Type) -> bool {
    let all = |of: &Type| {
        let unlike = value.parts().any(|part| !is_of(part, of));
        value.marks == Marks::default() && !unlike && !of.is_open()
    };
    match (to, &value.kind) {
        (Type::Any, _)
        | (_, Kind::Null)
        | (Type::Bool, Kind::Bool(_))
        | (Type::Number, Kind::Number(_))
        | (Type::String, Kind::String(_)) => true,
        (Type::List(of), Kind::Sequence(Sequence::List, _))
        | (Type::Map(of), Kind::Mapping(Mapping::Map, _)) => all(of),
        (Type::Object(attributes), Kind::Mapping(Mapping::Object, entries)) => {
            let mut pairs = attributes.values().zip(entries.values());
            value.marks == Marks::default()
                && attributes.keys().eq(entries.keys())
                && pairs.all(|(attribute, entry)| {
                    let defaulted = entry.is_null() && attribute.default.is_some();
                    !defaulted && is_of(entry, &attribute.of)
                })
        }
        _ => false,
    }
}

/// Elements as one type: `of`, or what they have in common where any is asked for.
fn convert_all<'v>(
    parts: impl Iterator<Item = &'v Value> + Clone,
    of: &Type,
    context: &Context,
) -> Result<Vec<Value>, String> {
    let common = |types: &[Type]| {
        let all = unify_all(types.iter());
        all.ok_or("all elements must have the same type")
    };
    let found;
    let of = if let Type::Any = of {
        found = common(&parts.clone().map(type_of).collect::<Vec<_>>())?;
        &found
    } else {
        of
    };
    let convert_to = |part: &Value, of: &Type| convert_in(part, of, context);
    let parts: Vec<Value> = parts
        .map(|part| convert_to(part, of))
        .collect::<Result<_, _>>()?;
    if !of.is_open() {
        return Ok(parts);
    }
    // What was left open may have become different types.
    let types: Vec<Type> = parts.iter().map(type_of).collect();
    let all = common(&types)?;
    if !all.is_open() {
        return parts.iter().map(|part| convert_to(part, &all)).collect();
    }
    let mut typed = types.iter().filter(|of| !matches!(of, Type::Any));
    let first = typed.next().unwrap_or(&all);
    if typed.all(|of| of.is_like(first)) {
        Ok(parts)
    } else {
        Err("all elements must have the same type".to_owned())
    }
}

fn convert_object(
    entries: &Map,
    attributes: &Map<Attribute>,
    context: &Context,
) -> Result<Map, String> {
    let mut converted = Map::new();
    for (name, attribute) in attributes {
        let given = entries.get(name);
        let value = match (given, &attribute.default) {
            (Some(value), Some(default)) if value.is_null() => default,
            (Some(value), _) => value,
            (None, Some(default)) => default,
            (None, None) if attribute.optional => &Value::null(),
            (None, None) => return Err(format!("the attribute `{name}` is required")),
        };
        let value = convert_in(value, &attribute.of, context)
            .map_err(|message| format!("attribute `{name}`: {message}"))?;
        converted.insert(name.clone(), value);
    }
    Ok(converted)
}

/// A converted value in the place of the one it came from.
fn keep(value: &Value, kind: Kind) -> Value {
    Value::from(kind).marked(value.marks).at(value.origin)
}
