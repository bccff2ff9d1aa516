//! Keys for encryption: whose they are.

use super::truth::Truth;
use crate::model::Entity;
use crate::rule::address;
use crate::rule::world::{World, named_things, peek};
use crate::value::{Kind, Unknown, Value};
use std::sync::Arc;

/// Resources that are a key of the customer's own, or stand for one.
const KEYS: [&str; 10] = [
    "aws_kms_alias",
    "aws_kms_external_key",
    "aws_kms_key",
    "aws_kms_replica_external_key",
    "aws_kms_replica_key",
    "azurerm_disk_encryption_set",
    "azurerm_key_vault_key",
    "azurerm_key_vault_managed_hardware_security_module_key",
    "google_kms_crypto_key",
    "google_kms_crypto_key_version",
];

/// Attributes of data sources for keys that tell which key was asked for.
const ASKED_FOR: [&str; 2] = ["name", "key_id"];

/// How AWS names the keys it manages.
const MANAGED: &str = "alias/aws/";

/// Whether the value names a key of the customer's own.
pub(super) fn is_customer_key(value: &Value, world: &World<'_>) -> Truth {
    match &value.kind {
        Kind::String(text) => (!text.is_empty() && !text.contains(MANAGED)).into(),
        Kind::Unknown(unknown) => of_unknown(unknown, world),
        _ => false.into(),
    }
}

fn of_unknown(unknown: &Arc<Unknown>, world: &World<'_>) -> Truth {
    let unclear = || Truth::Unknown(unknown.clone());
    for reference in named_things(unknown) {
        let type_name = address::type_name(&reference.address);
        if KEYS.contains(&type_name.as_str()) {
            return true.into();
        }
        if type_name.starts_with("data.")
            && let Some(id) = world.at_address(&reference.address)
            && let Some(asked) = asked_for(world.model.entity(id))
        {
            return asked;
        }
    }
    unclear()
}

/// Whether a data source was asked for a key of the customer's own.
fn asked_for(entity: &Entity) -> Option<Truth> {
    ASKED_FOR.iter().find_map(|name| {
        let asked = peek(entity, name);
        let text = asked.as_str()?;
        Some((!text.contains(MANAGED)).into())
    })
}
