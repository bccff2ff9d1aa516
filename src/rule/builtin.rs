//! The rules that cldlint comes with.

use std::sync::OnceLock;

use super::definition::RuleSet;
use crate::text::Sources;

/// The files below `rules`, each with its text.
const FILES: &[(&str, &str)] = &[
    (
        "rules/aws/change.hcl",
        include_str!("../../rules/aws/change.hcl"),
    ),
    (
        "rules/aws/cloudtrail.hcl",
        include_str!("../../rules/aws/cloudtrail.hcl"),
    ),
    ("rules/aws/ebs.hcl", include_str!("../../rules/aws/ebs.hcl")),
    ("rules/aws/ec2.hcl", include_str!("../../rules/aws/ec2.hcl")),
    ("rules/aws/elb.hcl", include_str!("../../rules/aws/elb.hcl")),
    (
        "rules/aws/functions.hcl",
        include_str!("../../rules/aws/functions.hcl"),
    ),
    ("rules/aws/iam.hcl", include_str!("../../rules/aws/iam.hcl")),
    ("rules/aws/kms.hcl", include_str!("../../rules/aws/kms.hcl")),
    (
        "rules/aws/provider.hcl",
        include_str!("../../rules/aws/provider.hcl"),
    ),
    ("rules/aws/rds.hcl", include_str!("../../rules/aws/rds.hcl")),
    ("rules/aws/s3.hcl", include_str!("../../rules/aws/s3.hcl")),
    (
        "rules/aws/security_group.hcl",
        include_str!("../../rules/aws/security_group.hcl"),
    ),
    (
        "rules/azurerm/change.hcl",
        include_str!("../../rules/azurerm/change.hcl"),
    ),
    (
        "rules/azurerm/compute.hcl",
        include_str!("../../rules/azurerm/compute.hcl"),
    ),
    (
        "rules/azurerm/keyvault.hcl",
        include_str!("../../rules/azurerm/keyvault.hcl"),
    ),
    (
        "rules/azurerm/location.hcl",
        include_str!("../../rules/azurerm/location.hcl"),
    ),
    (
        "rules/azurerm/monitor.hcl",
        include_str!("../../rules/azurerm/monitor.hcl"),
    ),
    (
        "rules/azurerm/mssql.hcl",
        include_str!("../../rules/azurerm/mssql.hcl"),
    ),
    (
        "rules/azurerm/network.hcl",
        include_str!("../../rules/azurerm/network.hcl"),
    ),
    (
        "rules/azurerm/role.hcl",
        include_str!("../../rules/azurerm/role.hcl"),
    ),
    (
        "rules/azurerm/storage.hcl",
        include_str!("../../rules/azurerm/storage.hcl"),
    ),
    (
        "rules/google/change.hcl",
        include_str!("../../rules/google/change.hcl"),
    ),
    (
        "rules/google/compute.hcl",
        include_str!("../../rules/google/compute.hcl"),
    ),
    (
        "rules/google/container.hcl",
        include_str!("../../rules/google/container.hcl"),
    ),
    (
        "rules/google/customer_keys.hcl",
        include_str!("../../rules/google/customer_keys.hcl"),
    ),
    (
        "rules/google/iam.hcl",
        include_str!("../../rules/google/iam.hcl"),
    ),
    (
        "rules/google/kms.hcl",
        include_str!("../../rules/google/kms.hcl"),
    ),
    (
        "rules/google/location.hcl",
        include_str!("../../rules/google/location.hcl"),
    ),
    (
        "rules/google/logging.hcl",
        include_str!("../../rules/google/logging.hcl"),
    ),
    (
        "rules/google/sql.hcl",
        include_str!("../../rules/google/sql.hcl"),
    ),
    (
        "rules/google/storage.hcl",
        include_str!("../../rules/google/storage.hcl"),
    ),
];

impl RuleSet {
    /// The rules that cldlint comes with, read when first asked for. That they are right, tests hold.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<RuleSet> = OnceLock::new();
        BUILTIN.get_or_init(|| Self::read(sources()).0)
    }
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    for (path, text) in FILES {
        sources.add(*path, text.as_bytes().to_vec());
    }
    sources
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn every_rule_file_is_listed() {
        let mut found = Vec::new();
        for provider in std::fs::read_dir("rules").unwrap() {
            let provider = provider.unwrap().path();
            if provider.is_dir() {
                for file in std::fs::read_dir(provider).unwrap() {
                    found.push(file.unwrap().path().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        found.sort();
        let listed: Vec<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(listed, found);
    }

    #[test]
    fn the_rules_are_right() {
        if let Err(refused) = RuleSet::load(sources()) {
            panic!("{}", describe(&refused.sources, &refused.problems));
        }
    }

    fn describe(sources: &Sources, problems: &[crate::model::Problem]) -> String {
        let mut text = String::new();
        for problem in problems {
            if let Some(span) = problem.span {
                let source = sources.get(span.file());
                let at = source.position(span.range().start());
                let _ = write!(text, "{}:{}:{}: ", source.path(), at.line, at.column);
            }
            text.push_str(&problem.message);
            if let Some(help) = &problem.help {
                let _ = write!(text, " ({help})");
            }
            text.push('\n');
        }
        text
    }
}
