//! Which arguments hold secrets, though nothing in the configuration says so: providers do.
//!
//! Plans carry what the provider's schema marks; source does not. For AWS the marks of provider 5.100.0 are here
//! (`secrets.txt`, which a test compares with the schema). The schemas of other providers are known without their marks,
//! so there the name of an argument decides.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::value::{Kind, Marks, Value};

/// `type path` in each line; the path names blocks and the argument.
const MARKED: &str = include_str!("secrets.txt");

/// The paths of each type.
static BY_TYPE: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut by_type: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (type_name, path) in MARKED.lines().filter_map(|line| line.split_once(' ')) {
        by_type.entry(type_name).or_default().push(path);
    }
    by_type
});

/// How the names of arguments end that hold secrets, whatever the provider.
const ENDINGS: [&str; 21] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secret_value",
    "secret_data",
    "client_secret",
    "private_key",
    "private_key_pem",
    "access_token",
    "auth_token",
    "sas_token",
    "oauth_token",
    "account_key",
    "api_key",
    "secret_key",
    "shared_key",
    "access_key",
    "connection_string",
    "kube_config_raw",
    "session_token",
];

const SENSITIVE: Marks = Marks {
    sensitive: true,
    ephemeral: false,
};

/// The arguments of a provider configuration, with those that give access marked.
#[must_use]
pub fn with_access_marked(arguments: Value) -> Value {
    mapped(arguments, &|name, value| {
        if name == "token" {
            value.marked(SENSITIVE)
        } else {
            marked_by_name(name, value)
        }
    })
}

/// The value of an argument, or the blocks of one type, of a resource, with what is secret in it marked.
#[must_use]
pub fn with_secrets_marked(type_name: &str, name: &str, value: Value) -> Value {
    if type_name.starts_with("aws_") {
        let Some(paths) = BY_TYPE.get(type_name) else {
            return value;
        };
        return paths
            .iter()
            .filter_map(|path| below(path, name))
            .fold(value, marked_at);
    }
    marked_by_name(name, value)
}

/// What of a path is left below a name.
fn below<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    match path.strip_prefix(name)? {
        "" => Some(""),
        rest => rest.strip_prefix('.'),
    }
}

/// The value with what a path names in it marked; the elements of lists are not steps of paths.
fn marked_at(value: Value, path: &str) -> Value {
    if path.is_empty() {
        return value.marked(SENSITIVE);
    }
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    mapped(value, &|key, part| {
        if key == name {
            marked_at(part, rest)
        } else {
            part
        }
    })
}

fn marked_by_name(name: &str, value: Value) -> Value {
    let is_text = matches!(value.kind, Kind::String(_) | Kind::Unknown(_));
    if is_text && ENDINGS.iter().any(|ending| ends_with(name, ending)) {
        return value.marked(SENSITIVE);
    }
    mapped(value, &marked_by_name)
}

/// Whether the last words of a name are those.
fn ends_with(name: &str, ending: &str) -> bool {
    name.strip_suffix(ending)
        .is_some_and(|before| before.is_empty() || before.ends_with('_'))
}

/// The value with the entries of its objects replaced, those in lists too.
fn mapped(value: Value, replace: &dyn Fn(&str, Value) -> Value) -> Value {
    if !may_hold_entries(&value) {
        return value;
    }
    let (marks, origin) = (value.marks, value.origin);
    let made = match value.kind {
        Kind::Sequence(kind, elements) => {
            let elements = elements.iter().cloned();
            let elements = elements.map(|element| mapped(element, replace)).collect();
            Value::from(Kind::Sequence(kind, Arc::new(elements)))
        }
        Kind::Mapping(kind, entries) => {
            let entries = entries.mapped(|key, part| replace(key, part.clone()));
            Value::from(Kind::Mapping(kind, Arc::new(entries)))
        }
        kind => Value::from(kind),
    };
    made.marked(marks).at(origin)
}

fn may_hold_entries(value: &Value) -> bool {
    match &value.kind {
        Kind::Mapping(_, entries) => !entries.is_empty(),
        Kind::Sequence(_, elements) => elements.iter().any(may_hold_entries),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::from_json;

    fn shown(type_name: &str, name: &str, json: &str) -> String {
        let value = from_json(serde_json::from_str(json).unwrap());
        let hidden = |_: &Value| serde_json::Value::String("-".to_owned());
        crate::value::to_json(&with_secrets_marked(type_name, name, value), &hidden).to_string()
    }

    #[test]
    fn what_the_schema_of_aws_marks() {
        assert_eq!(shown("aws_db_instance", "password", r#""x""#), r#""-""#);
        assert_eq!(shown("aws_db_instance", "username", r#""x""#), r#""x""#);
        assert_eq!(
            shown(
                "aws_alb_listener",
                "default_action",
                r#"[{"type":"t","authenticate_oidc":[{"client_secret":"x","issuer":"i"}]}]"#
            ),
            r#"[{"authenticate_oidc":[{"client_secret":"-","issuer":"i"}],"type":"t"}]"#
        );
    }

    #[test]
    fn names_decide_for_other_providers() {
        for (name, shown_as) in [
            ("administrator_login_password", r#""-""#),
            ("primary_access_key", r#""-""#),
            ("password_policy", r#""x""#),
            ("key_vault_secret_id", r#""x""#),
        ] {
            assert_eq!(shown("azurerm_x", name, r#""x""#), shown_as, "{name}");
        }
        assert_eq!(
            shown("google_x", "user", r#"[{"password":"x","name":"n"}]"#),
            r#"[{"name":"n","password":"-"}]"#
        );
    }
}
