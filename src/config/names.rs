//! Which files of a directory are configuration.

/// What a file is to Terraform, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileRole {
    /// A part of the module.
    Configuration {
        /// JSON syntax.
        json: bool,
        /// Read only by `OpenTofu`, and there instead of its `.tf` twin.
        tofu: bool,
        /// Changes what other files declare.
        overrides: bool,
    },
    /// Values for the variables of a root module that are read without being asked for.
    Variables {
        /// JSON syntax.
        json: bool,
    },
}

/// The endings of configuration files: ending, JSON, `OpenTofu`.
const ENDINGS: [(&str, bool, bool); 4] = [
    (".tf", false, false),
    (".tofu", false, true),
    (".tf.json", true, false),
    (".tofu.json", true, true),
];

impl FileRole {
    /// The role of a file name, if it has one.
    pub(super) fn of(name: &str) -> Option<Self> {
        // Editors leave such files behind, and Terraform skips them too.
        if name.starts_with('.') || name.ends_with('~') || name.starts_with('#') {
            return None;
        }
        match name {
            "terraform.tfvars" => return Some(Self::Variables { json: false }),
            "terraform.tfvars.json" => return Some(Self::Variables { json: true }),
            _ if name.ends_with(".auto.tfvars") => return Some(Self::Variables { json: false }),
            _ if name.ends_with(".auto.tfvars.json") => {
                return Some(Self::Variables { json: true });
            }
            _ => {}
        }
        ENDINGS.iter().find_map(|&(ending, json, tofu)| {
            let stem = name.strip_suffix(ending)?;
            Some(Self::Configuration {
                json,
                tofu,
                overrides: stem == "override" || stem.ends_with("_override"),
            })
        })
    }
}

/// The configuration files among the sorted names of one directory, in the order Terraform reads them: by name, those that
/// override others last.
pub(super) fn configuration<'a>(names: &[&'a str]) -> Vec<(&'a str, FileRole)> {
    let mut found: Vec<(bool, &str, FileRole)> = names
        .iter()
        .filter_map(|&name| {
            let role = FileRole::of(name)?;
            match role {
                FileRole::Configuration {
                    tofu, overrides, ..
                } => {
                    let superseded = !tofu && names.binary_search(&twin(name).as_str()).is_ok();
                    (!superseded).then_some((overrides, name, role))
                }
                FileRole::Variables { .. } => None,
            }
        })
        .collect();
    found.sort_unstable_by_key(|&(overrides, name, _)| (overrides, name));
    found
        .into_iter()
        .map(|(_, name, role)| (name, role))
        .collect()
}

/// The `OpenTofu` file that is read instead of a `.tf` or `.tf.json` file.
fn twin(name: &str) -> String {
    name.strip_suffix(".tf.json").map_or_else(
        || format!("{}.tofu", name.strip_suffix(".tf").unwrap_or(name)),
        |stem| format!("{stem}.tofu.json"),
    )
}

/// The files with values for variables among the names of one directory, in Terraform's order: later ones win.
pub(super) fn variables<'a>(names: &[&'a str]) -> Vec<(&'a str, bool)> {
    let mut found: Vec<(u8, &str, bool)> = names
        .iter()
        .filter_map(|&name| match FileRole::of(name)? {
            FileRole::Variables { json } => {
                let rank = match name {
                    "terraform.tfvars" => 0,
                    "terraform.tfvars.json" => 1,
                    _ => 2,
                };
                Some((rank, name, json))
            }
            FileRole::Configuration { .. } => None,
        })
        .collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|(_, name, json)| (name, json))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_and_orders() {
        let names = [
            ".hidden.tf",
            "a.tf",
            "a.tf~",
            "a.tofu",
            "b.tf.json",
            "main.tf",
            "main.tftest.hcl",
            "override.tf",
            "x_override.tf",
            "zz.tf",
        ];
        let found: Vec<&str> = configuration(&names)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            found,
            [
                "a.tofu",
                "b.tf.json",
                "main.tf",
                "zz.tf",
                "override.tf",
                "x_override.tf"
            ]
        );
    }

    #[test]
    fn variables_in_order_of_precedence() {
        let names = [
            "a.auto.tfvars",
            "b.auto.tfvars.json",
            "prod.tfvars",
            "terraform.tfvars",
            "terraform.tfvars.json",
        ];
        let found: Vec<&str> = variables(&names)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            found,
            [
                "terraform.tfvars",
                "terraform.tfvars.json",
                "a.auto.tfvars",
                "b.auto.tfvars.json"
            ]
        );
    }
}
