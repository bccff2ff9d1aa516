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
    /// What Terraform reads for other purposes: what it holds.
    LeftOut(&'static str),
}

/// The endings of configuration files: ending, JSON, `OpenTofu`.
const ENDINGS: [(&str, bool, bool); 4] = [
    (".tf", false, false),
    (".tofu", false, true),
    (".tf.json", true, false),
    (".tofu.json", true, true),
];

/// The endings of files that are not judged, and what they hold.
const LEFT_OUT: [(&str, &str); 14] = [
    (".tftest.hcl", "tests"),
    (".tftest.json", "tests"),
    (".tofutest.hcl", "tests"),
    (".tofutest.json", "tests"),
    (".tfmock.hcl", "mocks for tests"),
    (".tfmock.json", "mocks for tests"),
    (".tfcomponent.hcl", "components of stacks"),
    (".tfcomponent.json", "components of stacks"),
    (".tfstack.hcl", "components of stacks"),
    (".tfstack.json", "components of stacks"),
    (".tfdeploy.hcl", "deployments of stacks"),
    (".tfdeploy.json", "deployments of stacks"),
    (".tfquery.hcl", "queries"),
    (".tfquery.json", "queries"),
];

/// The endings of all files that may have a role.
pub(super) fn endings() -> Vec<&'static str> {
    let configuration = ENDINGS.iter().map(|(ending, ..)| *ending);
    let left_out = LEFT_OUT.iter().map(|(ending, _)| *ending);
    let values = [".tfvars", ".tfvars.json"];
    configuration.chain(values).chain(left_out).collect()
}

impl FileRole {
    /// The role of a file name, if it has one.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "terraform.tfvars" => return Some(Self::Variables { json: false }),
            "terraform.tfvars.json" => return Some(Self::Variables { json: true }),
            _ if name.ends_with(".auto.tfvars") => return Some(Self::Variables { json: false }),
            _ if name.ends_with(".auto.tfvars.json") => {
                return Some(Self::Variables { json: true });
            }
            _ => {}
        }
        // Editors leave such files behind, and Terraform skips them too, but for values of variables.
        if name.starts_with('.') || name.ends_with('~') || name.starts_with('#') {
            return None;
        }
        let configuration = ENDINGS.iter().find_map(|&(ending, json, tofu)| {
            let stem = name.strip_suffix(ending)?;
            Some(Self::Configuration {
                json,
                tofu,
                overrides: stem == "override" || stem.ends_with("_override"),
            })
        });
        configuration.or_else(|| {
            let left_out = LEFT_OUT.iter().find(|(ending, _)| name.ends_with(ending));
            left_out.map(|(_, what)| Self::LeftOut(what))
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
                FileRole::Variables { .. } | FileRole::LeftOut(_) => None,
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
            FileRole::Configuration { .. } | FileRole::LeftOut(_) => None,
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
    fn what_is_left_out_has_a_name() {
        for (name, what) in [
            ("main.tftest.hcl", Some("tests")),
            ("main.tftest.json", Some("tests")),
            ("a.tfquery.hcl", Some("queries")),
            ("deploy.tfdeploy.hcl", Some("deployments of stacks")),
            (".terraform.lock.hcl", None),
            ("terragrunt.hcl", None),
            ("package.json", None),
        ] {
            let found = match FileRole::of(name) {
                Some(FileRole::LeftOut(what)) => Some(what),
                _ => None,
            };
            assert_eq!(found, what, "{name}");
        }
    }

    #[test]
    fn variables_in_order_of_precedence() {
        let names = [
            ".auto.tfvars",
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
                ".auto.tfvars",
                "a.auto.tfvars",
                "b.auto.tfvars.json"
            ]
        );
    }
}
