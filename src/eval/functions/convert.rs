//! Functions that convert, and those of sensitivity.

use crate::value::{Kind, Value};

use super::{Call, Outcome};
use crate::eval::types::{Type, convert_in};

fn to(call: &Call<'_>, to: &Type) -> Outcome {
    convert_in(&call.args[0], to, call.context)
}

pub(super) fn tobool(call: &Call<'_>) -> Outcome {
    to(call, &Type::Bool)
}

pub(super) fn tonumber(call: &Call<'_>) -> Outcome {
    to(call, &Type::Number)
}

pub(super) fn tostring(call: &Call<'_>) -> Outcome {
    to(call, &Type::String)
}

pub(super) fn tolist(call: &Call<'_>) -> Outcome {
    to(call, &Type::List(Box::new(Type::Any)))
}

pub(super) fn toset(call: &Call<'_>) -> Outcome {
    to(call, &Type::Set(Box::new(Type::Any)))
}

pub(super) fn tomap(call: &Call<'_>) -> Outcome {
    to(call, &Type::Map(Box::new(Type::Any)))
}

pub(super) fn sensitive(call: &Call<'_>) -> Outcome {
    let mut value = call.args[0].clone();
    value.marks.sensitive = true;
    Ok(value)
}

pub(super) fn nonsensitive(call: &Call<'_>) -> Outcome {
    let mut value = call.args[0].clone();
    value.marks.sensitive = false;
    Ok(value)
}

pub(super) fn ephemeralasnull(call: &Call<'_>) -> Outcome {
    let arg = &call.args[0];
    Ok(if arg.marks.ephemeral {
        Value::null()
    } else {
        arg.clone()
    })
}

pub(super) fn issensitive(call: &Call<'_>) -> Outcome {
    let arg = &call.args[0];
    if arg.marks.sensitive {
        return Ok(true.into());
    }
    // What is unknown may be marked once it is known.
    if let Kind::Unknown(_) = arg.kind {
        return Ok(call.unknown_result());
    }
    Ok(Value::from(false))
}
