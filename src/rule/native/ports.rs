//! Which ports a network rule admits, in the shapes of the three clouds.

use std::sync::Arc;

use super::network::{Ports, Protocol, protocol};
use super::truth::{Truth, elements, field};
use crate::eval::Context;
use crate::value::{Kind, Unknown, Value};

/// What a network rule admits.
struct Range {
    protocol: Result<Protocol, Arc<Unknown>>,
    ports: Result<Vec<Result<Ports, Arc<Unknown>>>, Arc<Unknown>>,
}

/// Whether the range admits TCP or UDP to any of the ports.
pub(super) fn include(range: &Value, ports: &Value, context: &Context) -> Truth {
    let range = match read(range, context) {
        Ok(range) => range,
        Err(unknown) => return Truth::Unknown(unknown),
    };
    match elements(ports, context) {
        Ok(ports) => Truth::any(&ports, |port| range.admits(port)),
        Err(unknown) => Truth::Unknown(unknown),
    }
}

/// The first of the ports that the range admits.
pub(super) fn first(range: &Value, ports: &Value, context: &Context) -> Value {
    let (Ok(range), Ok(ports)) = (read(range, context), elements(ports, context)) else {
        return Value::null();
    };
    let admitted = |port: &&Value| matches!(range.admits(port), Truth::Known(true));
    ports
        .iter()
        .find(admitted)
        .cloned()
        .unwrap_or_else(Value::null)
}

impl Range {
    fn admits(&self, port: &Value) -> Truth {
        let Some(wanted) = port.to_text().and_then(|text| Ports::parse(&text)) else {
            return match port.as_unknown() {
                Some(unknown) => Truth::Unknown(unknown.clone()),
                None => false.into(),
            };
        };
        match &self.protocol {
            Ok(Protocol::Other) => return false.into(),
            Ok(Protocol::All) => return true.into(),
            Ok(Protocol::Ports) => {}
            Err(unknown) => return Truth::Unknown(unknown.clone()),
        }
        match &self.ports {
            Ok(ports) => Truth::any(ports, |ports| match ports {
                Ok(ports) => ports.overlaps(wanted).into(),
                Err(unknown) => Truth::Unknown(unknown.clone()),
            }),
            Err(unknown) => Truth::Unknown(unknown.clone()),
        }
    }
}

fn read(range: &Value, context: &Context) -> Result<Range, Arc<Unknown>> {
    let Some(fields) = range.as_mapping() else {
        return match range.as_unknown() {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(Range {
                protocol: Ok(Protocol::Ports),
                ports: listed(range, context),
            }),
        };
    };
    let ports = if fields.contains_key("ports") {
        listed(&field(range, "ports", context), context)
    } else {
        let (from, to) = (field(range, "from", context), field(range, "to", context));
        Ok(vec![between(&from, &to)])
    };
    Ok(Range {
        protocol: read_protocol(&field(range, "protocol", context)),
        ports,
    })
}

fn read_protocol(value: &Value) -> Result<Protocol, Arc<Unknown>> {
    match &value.kind {
        Kind::Unknown(unknown) => Err(unknown.clone()),
        Kind::Null => Ok(Protocol::Ports),
        _ => Ok(protocol(&value.to_text().unwrap_or_default())),
    }
}

/// Ports given as texts or numbers; none given means all.
fn listed(
    value: &Value,
    context: &Context,
) -> Result<Vec<Result<Ports, Arc<Unknown>>>, Arc<Unknown>> {
    let listed = elements(value, context)?;
    if listed.is_empty() {
        return Ok(vec![Ok(Ports::ALL)]);
    }
    let read = |value: &Value| match value.as_unknown() {
        Some(unknown) => Some(Err(unknown.clone())),
        None => Ports::parse(&value.to_text()?).map(Ok),
    };
    Ok(listed.iter().filter_map(read).collect())
}

fn between(from: &Value, to: &Value) -> Result<Ports, Arc<Unknown>> {
    let number = |value: &Value| match value.as_unknown() {
        Some(unknown) => Err(unknown.clone()),
        None => Ok(value.to_text().and_then(|text| text.parse::<i64>().ok())),
    };
    Ok(match (number(from)?, number(to)?) {
        (None | Some(-1), _) => Ports::ALL,
        (Some(from), None) => Ports(from, from),
        (Some(from), Some(to)) => Ports(from, to),
    })
}
