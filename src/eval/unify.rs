//! The type that several types have in common, as Terraform finds it.

use crate::value::Map;

use super::types::{Attribute, Type};

/// What a type that is not known stands for, which is that of null and of what is unknown.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Untyped {
    /// A type of its own, as Terraform has it for a null that is written down.
    Dynamic,
    /// Whatever type fits.
    Fitting,
}

/// The type that all convert to; `None` when there is none.
pub(super) fn unify(types: &[&Type], untyped: Untyped) -> Option<Type> {
    let is_typed = |of: &&Type| !matches!(of, Type::Any);
    let typed: Vec<&Type> = types.iter().copied().filter(is_typed).collect();
    let unifier = Unifier { untyped };
    if typed.len() == types.len() {
        return unifier.typed(&typed);
    }
    match untyped {
        Untyped::Dynamic => unifier.beside_untyped(&typed),
        // A number and a bool would both convert to text.
        Untyped::Fitting if typed.iter().all(|of| is_plain(of)) => {
            Some(unifier.typed(&typed).unwrap_or(Type::Any))
        }
        Untyped::Fitting => unifier.typed(&typed),
    }
}

/// How much rather than others a type is what the others become: the less, the rather.
fn rank(of: &Type) -> Vec<u8> {
    let mut ranks = Vec::new();
    let mut of = of;
    loop {
        let (rank, inner) = match of {
            Type::String => (0, None),
            Type::Bool | Type::Number | Type::Tuple(_) | Type::Object(_) => (1, None),
            Type::Any => (2, None),
            Type::List(of) | Type::Map(of) => (0, Some(of)),
            Type::Set(of) => (2, Some(of)),
        };
        ranks.push(rank);
        match inner {
            Some(inner) => of = inner,
            None => return ranks,
        }
    }
}

fn is_plain(of: &Type) -> bool {
    matches!(of, Type::Bool | Type::Number | Type::String)
}

fn is_mapping(of: &Type) -> bool {
    matches!(of, Type::Map(_) | Type::Object(_))
}

struct Unifier {
    untyped: Untyped,
}

impl Unifier {
    fn unify(&self, types: &[&Type]) -> Option<Type> {
        unify(types, self.untyped)
    }

    /// What known types have in common beside one that is not known.
    fn beside_untyped(&self, types: &[&Type]) -> Option<Type> {
        let has = |is: fn(&Type) -> bool| types.iter().any(|of| is(of));
        let has_objects = has(|of| matches!(of, Type::Object(_)));
        let has_tuples = has(|of| matches!(of, Type::Tuple(_)));
        if has_objects && has_tuples {
            return None;
        }
        // Collections of one kind might become another with it, so that nothing is said of them.
        let is_like_first =
            |of: &&Type| types.first().is_some_and(|first| of.name() == first.name());
        if types.iter().all(is_like_first) && !has(is_plain) {
            return Some(Type::Any);
        }
        Some(self.preferred(types).unwrap_or(Type::Any))
    }

    /// What types that are all known have in common.
    fn typed(&self, types: &[&Type]) -> Option<Type> {
        let all = |is: fn(&Type) -> bool| types.iter().all(|of| is(of));
        match types {
            [] => Some(Type::Any),
            [only] => Some((*only).clone()),
            [Type::Map(_), ..] if all(|of| matches!(of, Type::Map(_))) => {
                Some(Type::Map(self.held(types)?))
            }
            [Type::List(_), ..] if all(|of| matches!(of, Type::List(_))) => {
                Some(Type::List(self.held(types)?))
            }
            [Type::Set(_), ..] if all(|of| matches!(of, Type::Set(_))) => {
                Some(Type::Set(self.held(types)?))
            }
            [Type::Object(first), ..] if all(|of| matches!(of, Type::Object(_))) => {
                self.objects(first, types)
            }
            [Type::Tuple(first), ..] if all(|of| matches!(of, Type::Tuple(_))) => {
                self.tuples(first, types)
            }
            _ if all(is_plain) => self.preferred(types),
            _ if all(is_mapping) => self
                .collected(types, |of| matches!(of, Type::Object(_)))
                .or_else(|| self.preferred(types)),
            _ if all(|of| matches!(of, Type::List(_) | Type::Tuple(_))) => self
                .collected(types, |of| matches!(of, Type::Tuple(_)))
                .or_else(|| self.preferred(types)),
            _ => self.preferred(types),
        }
    }

    /// What the elements of collections have in common.
    fn held(&self, types: &[&Type]) -> Option<Box<Type>> {
        let held = types.iter().flat_map(|of| of.parts());
        Some(Box::new(self.unify(&held.collect::<Vec<_>>())?))
    }

    fn objects(&self, first: &Map<Attribute>, types: &[&Type]) -> Option<Type> {
        let mut all = Vec::with_capacity(types.len());
        for of in types {
            match of {
                Type::Object(attributes) if attributes.keys().eq(first.keys()) => {
                    all.push(attributes);
                }
                _ => return self.collection(types),
            }
        }
        let mut columns: Vec<_> = all.iter().map(|attributes| attributes.values()).collect();
        let attributes = first.keys().map(|name| {
            let column = columns.iter_mut().filter_map(Iterator::next);
            let column: Vec<&Type> = column.map(|attribute| &attribute.of).collect();
            let attribute = Attribute {
                of: self.unify(&column)?,
                optional: false,
                default: None,
            };
            Some((name.clone(), attribute))
        });
        let object = Type::Object(attributes.collect::<Option<_>>()?);
        self.all_convert(types, object)
            .or_else(|| self.collection(types))
    }

    fn tuples(&self, first: &[Type], types: &[&Type]) -> Option<Type> {
        let mut all = Vec::with_capacity(types.len());
        for of in types {
            match of {
                Type::Tuple(parts) if parts.len() == first.len() => all.push(parts),
                _ => return self.collection(types),
            }
        }
        let parts = (0..first.len()).map(|at| {
            let column = all.iter().filter_map(|parts| parts.get(at));
            self.unify(&column.collect::<Vec<_>>())
        });
        let tuple = Type::Tuple(parts.collect::<Option<_>>()?);
        self.all_convert(types, tuple)
            .or_else(|| self.collection(types))
    }

    /// The map that all objects, or the list that all tuples convert to.
    fn collection(&self, types: &[&Type]) -> Option<Type> {
        let parts: Vec<&Type> = types.iter().flat_map(|of| of.parts()).collect();
        if parts.is_empty() {
            return None;
        }
        let held = Box::new(self.unify(&parts)?);
        let collection = match types.first()? {
            Type::Object(_) => Type::Map(held),
            _ => Type::List(held),
        };
        self.all_convert(types, collection)
    }

    /// What collections have in common with objects or tuples, taken together as a collection too.
    fn collected(&self, types: &[&Type], is_loose: fn(&Type) -> bool) -> Option<Type> {
        let (loose, mut rest): (Vec<&Type>, Vec<&Type>) =
            types.iter().copied().partition(|of| is_loose(of));
        let collection = self.collection(&loose)?;
        rest.push(&collection);
        self.unify(&rest)
    }

    fn all_convert(&self, types: &[&Type], to: Type) -> Option<Type> {
        types.iter().all(|of| self.converts(of, &to)).then_some(to)
    }

    /// The one of the types that all others convert to.
    fn preferred(&self, types: &[&Type]) -> Option<Type> {
        let mut order = types.to_vec();
        order.sort_by_cached_key(|of| rank(of));
        if order.iter().any(|of| is_plain(of)) {
            // What is plain converts to text and to nothing else here.
            order.truncate(1);
        }
        let mut order = order.into_iter();
        let found = order.find(|to| types.iter().all(|of| self.converts(of, to)));
        found.cloned()
    }

    /// Whether values of a type may convert to another.
    fn converts(&self, from: &Type, to: &Type) -> bool {
        match (from, to) {
            (_, Type::Any)
            | (Type::Any, _)
            | (Type::Bool | Type::Number | Type::String, Type::String)
            | (Type::Bool | Type::String, Type::Bool)
            | (Type::Number | Type::String, Type::Number) => true,
            (Type::Object(has), Type::Object(wants)) => wants.iter().all(|(name, wanted)| {
                has.get(name)
                    .is_some_and(|has| self.converts(&has.of, &wanted.of))
            }),
            (Type::Map(of), Type::Object(wants)) => {
                wants.values().all(|wanted| self.converts(of, &wanted.of))
            }
            (Type::Tuple(from), Type::Tuple(to)) => {
                from.len() == to.len() && from.iter().zip(to).all(|(a, b)| self.converts(a, b))
            }
            (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to))
            | (Type::Map(from), Type::Map(to)) => self.converts(from, to),
            (Type::Tuple(_), Type::List(to) | Type::Set(to)) | (Type::Object(_), Type::Map(to)) => {
                self.parts_convert(from, to)
            }
            _ => false,
        }
    }

    /// Whether the parts of a tuple or object convert to one type.
    fn parts_convert(&self, from: &Type, to: &Type) -> bool {
        let parts: Vec<&Type> = from.parts().collect();
        if !matches!(to, Type::Any) {
            return parts.iter().all(|part| self.converts(part, to));
        }
        match self.unify(&parts) {
            // A list of what has no type in common must be one of nulls.
            Some(Type::Any) => {
                self.untyped == Untyped::Fitting
                    || matches!(from, Type::Object(_))
                    || parts.iter().all(|part| matches!(part, Type::Any))
            }
            Some(all) => parts.iter().all(|part| self.converts(part, &all)),
            None => false,
        }
    }
}
