//! The functions that rules have beside Terraform's.

pub(crate) mod glob;
mod keys;
mod network;
mod policy;
mod ports;
mod tls;
pub(crate) mod truth;

use std::sync::Arc;

use self::truth::{Truth, undecided};
use super::address;
use super::world::{World, named_things, spelled_type};
use crate::eval::Context;
use crate::model::{EntityId, EntityKind};
use crate::value::{Kind, Reason, Strictness, Unknown, Value};

/// A call of a native function.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub(super) args: &'a [Value],
    pub(super) world: &'a World<'a>,
    /// What is judged; nothing for a rule about the whole configuration.
    pub(super) subject: Option<EntityId>,
    pub(super) context: &'a Context,
}

/// A native function.
#[derive(Debug)]
pub(super) struct Native {
    pub(super) name: &'static str,
    /// How many arguments it needs.
    pub(super) min: usize,
    /// How many it takes; `None`: any number.
    pub(super) max: Option<usize>,
    run: fn(&Call<'_>) -> Result<Value, String>,
}

const fn native(
    name: &'static str,
    min: usize,
    max: Option<usize>,
    run: fn(&Call<'_>) -> Result<Value, String>,
) -> Native {
    Native {
        name,
        min,
        max,
        run,
    }
}

/// All of them, by name.
pub(super) const NATIVES: [Native; 27] = [
    native("address", 1, Some(1), |call| {
        Ok(call.about_entity(|e| e.address.clone()))
    }),
    native("allows", 2, Some(2), |call| {
        let action = call.text(1)?;
        Ok(policy::allows(&call.args[0], &action, call.context).into())
    }),
    native("allows_any", 2, None, |call| {
        let actions = call.texts(1)?;
        Ok(Truth::any(actions, |action| {
            policy::allows_any(&call.args[0], &action, call.context)
        })
        .into())
    }),
    native("cidr_is_public", 1, Some(1), |call| {
        Ok(call.test(network::is_public))
    }),
    native("cidr_is_world", 1, Some(1), |call| {
        Ok(call.test(network::is_world))
    }),
    native("companions", 2, Some(3), companions),
    native("covers_all_resources", 1, Some(1), |call| {
        Ok(policy::covers_all_resources(&call.args[0], call.context).into())
    }),
    native("data_sources", 1, None, |call| {
        let patterns = call.texts(0)?;
        Ok(call.world.all(EntityKind::Data, &patterns, call.context))
    }),
    native("default", 2, Some(2), |call| Ok(default(call))),
    native("glob", 2, Some(2), |call| {
        let pattern = call.text(0)?;
        Ok(truth_of(&call.args[1], |text| {
            glob::matches(&pattern, text)
        }))
    }),
    native("is", 2, None, is),
    native("is_customer_key", 1, Some(1), |call| {
        Ok(keys::is_customer_key(&call.args[0], call.world).into())
    }),
    native("known", 1, Some(1), |call| {
        Ok(call.args[0].as_unknown().is_none().into())
    }),
    native("name", 1, Some(1), |call| {
        Ok(call.about_entity(|e| e.name.clone()))
    }),
    native("policy_statements", 1, Some(1), |call| {
        Ok(policy::statements(&call.args[0], call.context))
    }),
    native("ports_first", 2, Some(2), |call| {
        Ok(ports::first(&call.args[0], &call.args[1], call.context))
    }),
    native("ports_include", 2, Some(2), |call| {
        Ok(ports::include(&call.args[0], &call.args[1], call.context).into())
    }),
    native("provider", 1, Some(1), provider),
    native("provider_of", 1, Some(1), |call| {
        let entity = World::of(&call.args[0], call.context);
        let found = entity.and_then(|id| call.world.provider_of(id));
        Ok(found.map_or_else(Value::null, |id| call.world.value(id, call.context)))
    }),
    native("providers", 1, None, |call| {
        let patterns = call.texts(0)?;
        Ok(call
            .world
            .all(EntityKind::Provider, &patterns, call.context))
    }),
    native("public_principals", 1, Some(1), |call| {
        Ok(policy::public_principals(&call.args[0], call.context))
    }),
    native("refers", 2, None, |call| {
        let types = call.texts(1)?;
        Ok(call.refers(&call.args[0], &types).into())
    }),
    native("resources", 1, None, |call| {
        let patterns = call.texts(0)?;
        Ok(call
            .world
            .all(EntityKind::Resource, &patterns, call.context))
    }),
    native("restricts_principals", 1, Some(1), |call| {
        Ok(policy::restricts_principals(&call.args[0], call.context).into())
    }),
    native("target", 2, None, target),
    native("tls_at_least", 2, Some(2), tls_at_least),
    native("undetermined", 1, Some(1), |call| {
        Ok(Value::from(Reason::Rule(call.text(0)?)))
    }),
];

/// The native function of that name.
pub(super) fn find(name: &str) -> Option<&'static Native> {
    NATIVES.iter().find(|native| native.name == name)
}

impl Native {
    /// Calls it.
    pub(super) fn call(&self, call: &Call<'_>) -> Result<Value, String> {
        let count = call.args.len();
        if count < self.min || self.max.is_some_and(|max| count > max) {
            return Err(format!("{}() does not take {count} arguments", self.name));
        }
        (self.run)(call)
    }
}

/// A test of a text; unknown stays so, and what is no text fails it.
fn truth_of(value: &Value, test: impl Fn(&str) -> bool) -> Value {
    match &value.kind {
        Kind::String(text) => test(text).into(),
        Kind::Unknown(unknown) => undecided(unknown),
        _ => false.into(),
    }
}

impl Call<'_> {
    /// A text argument.
    fn text(&self, index: usize) -> Result<Arc<str>, String> {
        match &self.args[index].kind {
            Kind::String(text) => Ok(text.clone()),
            _ => Err(format!("argument {} must be a known text", index + 1)),
        }
    }

    /// The text arguments from one on; lists of texts are taken apart.
    fn texts(&self, from: usize) -> Result<Vec<Arc<str>>, String> {
        let mut texts = Vec::new();
        for value in &self.args[from..] {
            let parts = value.as_sequence().unwrap_or(std::slice::from_ref(value));
            for part in parts {
                match &part.kind {
                    Kind::String(text) => texts.push(text.clone()),
                    _ => return Err("the argument must be known texts".to_owned()),
                }
            }
        }
        Ok(texts)
    }

    fn test(&self, test: impl Fn(&str) -> bool) -> Value {
        truth_of(&self.args[0], test)
    }

    /// Something about the entity that the first argument was read from.
    fn about_entity(&self, get: impl Fn(&crate::model::Entity) -> Arc<str>) -> Value {
        match World::of(&self.args[0], self.context) {
            Some(id) => get(self.world.model.entity(id)).into(),
            None => match self.args[0].as_unknown() {
                Some(unknown) => undecided(unknown),
                None => Value::null(),
            },
        }
    }

    /// Whether a value was made from something of these types.
    fn refers(&self, value: &Value, types: &[Arc<str>]) -> Truth {
        match &value.kind {
            Kind::String(text) => self
                .world
                .by_name(text)
                .iter()
                .any(|&id| is_of_type(&spelled_type(self.world.model.entity(id)), types))
                .into(),
            Kind::Unknown(unknown) => unknown
                .references
                .iter()
                .any(|reference| is_of_type(&address::type_name(&reference.address), types))
                .into(),
            Kind::Sequence(_, elements) => {
                Truth::any(elements.iter(), |element| self.refers(element, types))
            }
            _ => false.into(),
        }
    }

    /// That a value names something that is not here. Says where the name stands, not what it is.
    fn elsewhere(&self, value: &Value) -> Value {
        let origin = value
            .origin
            .and_then(|origin| self.context.origin_path(origin));
        let place = origin.map_or_else(
            || "the value".to_owned(),
            |origin| {
                let entity = self.world.model.entity(EntityId(origin.entity));
                format!("{}.{}", entity.address, origin.path)
            },
        );
        Value::from(Reason::Elsewhere(place.into()))
    }
}

fn is_of_type(spelled: &str, types: &[Arc<str>]) -> bool {
    types.iter().any(|pattern| glob::matches(pattern, spelled))
}

fn companions(call: &Call<'_>) -> Result<Value, String> {
    let (type_name, attribute) = (call.text(0)?, call.text(1)?);
    let of = match call.args.get(2) {
        Some(value) => match &value.kind {
            Kind::Null => return Ok(Value::tuple(Vec::new())),
            Kind::Unknown(unknown) if World::whole(value, call.context).is_none() => {
                return Ok(undecided(unknown));
            }
            _ => World::of(value, call.context),
        },
        None => call.subject,
    };
    let of = of.ok_or("companions() needs an entity")?;
    Ok(call
        .world
        .companions(of, &type_name, &attribute, call.context))
}

fn target(call: &Call<'_>) -> Result<Value, String> {
    let value = &call.args[0];
    let types = call.texts(1)?;
    let fits = |id: &EntityId| {
        types.is_empty() || is_of_type(&spelled_type(call.world.model.entity(*id)), &types)
    };
    let found = match &value.kind {
        Kind::Null => return Ok(Value::null()),
        Kind::String(text) if text.is_empty() => return Ok(Value::null()),
        Kind::String(text) => {
            let mut named = call.world.by_name(text).iter().copied().filter(fits);
            // The name itself stands in the entity that asks; it is not its own target.
            let own = World::of(value, call.context);
            let first = named.find(|&id| Some(id) != own);
            // Two that share a name cannot be told apart.
            first.filter(|_| named.all(|id| Some(id) == own))
        }
        Kind::Unknown(unknown) => {
            let named = named_things(unknown);
            if named.is_empty() {
                return Ok(undecided(unknown).at(value.origin));
            }
            let mut found = named
                .iter()
                .filter_map(|r| call.world.at_address(&r.address));
            found.find(fits)
        }
        _ => None,
    };
    Ok(match found {
        Some(id) => call.world.value(id, call.context),
        None => call.elsewhere(value).at(value.origin),
    })
}

fn is(call: &Call<'_>) -> Result<Value, String> {
    let types = call.texts(1)?;
    let value = &call.args[0];
    Ok(match World::whole(value, call.context) {
        Some(id) => is_of_type(&spelled_type(call.world.model.entity(id)), &types).into(),
        None => match value.as_unknown() {
            Some(unknown) => match named_things(unknown) {
                // What it refers to may have been left out of the model; its type is known all the same.
                [reference] if unknown.exact && reference.path.steps().is_empty() => {
                    is_of_type(&address::type_name(&reference.address), &types).into()
                }
                _ => undecided(unknown),
            },
            None => false.into(),
        },
    })
}

fn provider(call: &Call<'_>) -> Result<Value, String> {
    let name = call.text(0)?;
    let ids = call.world.model.of_type(EntityKind::Provider, &name);
    let rank = |id: &&EntityId| {
        let entity = call.world.model.entity(**id);
        (!entity.module.is_empty(), !entity.name.is_empty(), **id)
    };
    let first = ids.iter().min_by_key(rank);
    Ok(first.map_or_else(Value::null, |&id| call.world.value(id, call.context)))
}

fn tls_at_least(call: &Call<'_>) -> Result<Value, String> {
    let minimum = call.text(1)?;
    let minimum = tls::version(&minimum).ok_or("the minimum is no TLS version")?;
    Ok(match &call.args[0].kind {
        Kind::Null => false.into(),
        Kind::Unknown(unknown) => undecided(unknown),
        _ => {
            let text = call.args[0].to_text().unwrap_or_default();
            match tls::version(&text) {
                Some(version) => (version >= minimum).into(),
                None => Value::from(Reason::Unsupported("this TLS version or policy".into())),
            }
        }
    })
}

/// `default(value, d)`, where `d` may say from which major version of the provider on each entry holds.
fn default(call: &Call<'_>) -> Value {
    let value = &call.args[0];
    if !value.is_null() {
        return value.clone();
    }
    let fallback = &call.args[1];
    let Some(by_major) = fallback.as_mapping().and_then(by_major) else {
        return fallback.clone().at(value.origin);
    };
    let entity = World::of(value, call.context).or(call.subject);
    let provider = entity.and_then(|id| call.world.model.entity(id).provider.as_ref());
    let unknown = || {
        let name = provider.map_or_else(|| "the provider".into(), |p| p.name.clone());
        Value::from(Unknown::because(Reason::Provider(name)))
    };
    let holding = |major: u32| {
        let entries = by_major.iter().filter(|(from, _)| *from <= major);
        entries
            .max_by_key(|(from, _)| *from)
            .map(|(_, value)| value)
    };
    let (low, high) = provider.and_then(|p| p.majors).unwrap_or((0, u32::MAX));
    let low = match provider.and_then(|p| p.majors) {
        Some(_) => low,
        // Nothing says which version it is: those that the rule knows of are meant.
        None => by_major.iter().map(|(from, _)| *from).min().unwrap_or(0),
    };
    let Some(lowest) = holding(low) else {
        return unknown().at(value.origin);
    };
    let between = by_major
        .iter()
        .filter(|(from, _)| (low..=high).contains(from));
    let agree = between
        .map(|(_, value)| value)
        .all(|value| value.equals(lowest, Strictness::Exact) == Some(true));
    let chosen = if agree { (*lowest).clone() } else { unknown() };
    chosen.at(value.origin)
}

/// The entries of an object whose keys are all whole numbers.
fn by_major(entries: &crate::value::Map) -> Option<Vec<(u32, &Value)>> {
    let entries: Option<Vec<_>> = entries
        .iter()
        .map(|(key, value)| Some((key.parse().ok()?, value)))
        .collect();
    entries.filter(|entries| !entries.is_empty())
}
