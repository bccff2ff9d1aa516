//! What `aws_region` and `aws_partition` give, as far as it follows from the region of the provider: they ask no service.

use std::sync::Arc;

use crate::eval::Context;
use crate::value::{Unknown, Value};

use super::declare::Declaration;
use super::evaluator::{Evaluator, Frame, Instance};
use super::resources::Element;

/// What is the same in all regions of a partition.
struct Partition {
    name: &'static str,
    dns_suffix: &'static str,
    reverse_dns_prefix: &'static str,
}

const AWS: Partition = Partition {
    name: "aws",
    dns_suffix: "amazonaws.com",
    reverse_dns_prefix: "com.amazonaws",
};

const CHINA: Partition = Partition {
    name: "aws-cn",
    dns_suffix: "amazonaws.com.cn",
    reverse_dns_prefix: "cn.com.amazonaws",
};

const GOVERNMENT: Partition = Partition {
    name: "aws-us-gov",
    dns_suffix: "amazonaws.com",
    reverse_dns_prefix: "com.amazonaws",
};

/// The areas of the world whose regions are in the partition of that name.
const AREAS: [&str; 9] = ["af", "ap", "ca", "eu", "il", "me", "mx", "sa", "us"];

impl Evaluator {
    /// An attribute of one of these data sources; `None` for any other, and where the provider's region is not
    /// configured.
    pub(super) fn aws_place(
        &self,
        at: Element<'_>,
        frame: &Frame,
        name: &str,
        context: &Context,
    ) -> Option<Value> {
        let declaration = self.declaration(at.instance, at.index);
        let attribute = attribute(&declaration.type_name, name)?;
        // With arguments it is asked for another region than the provider's.
        let asked = ["name", "endpoint", "region"];
        if asked
            .iter()
            .any(|name| self.attribute(declaration, name).is_some())
        {
            return None;
        }
        let region = self.region(at.instance, frame, declaration, context)?;
        if let Some(why) = region.as_unknown() {
            let mut unknown = Unknown {
                not_null: true,
                ..Unknown::default()
            };
            unknown.absorb(why);
            return Some(Value::from(unknown).marked(region.marks));
        }
        let value = attribute(region.as_str()?)?;
        Some(Value::from(value).marked(region.marks))
    }

    /// The region of the provider configuration that a declaration belongs to.
    fn region(
        &self,
        instance: &Arc<Instance>,
        frame: &Frame,
        declaration: &Declaration,
        context: &Context,
    ) -> Option<Value> {
        let (instance, index) = self.provider_configuration(instance, frame, declaration)?;
        let provider = self.declaration(&instance, index);
        let expr = self.attribute(provider, "region")?;
        Some(self.evaluate(&instance, &Frame::default(), expr, context))
    }
}

/// How an attribute is told from the region.
fn attribute(type_name: &str, name: &str) -> Option<fn(&str) -> Option<String>> {
    let of: fn(&str) -> Option<String> = match (type_name, name) {
        ("aws_region", "id" | "name" | "region") => |region| Some(region.to_owned()),
        ("aws_partition", "id" | "partition") => |region| Some(partition(region)?.name.to_owned()),
        ("aws_partition", "dns_suffix") => |region| Some(partition(region)?.dns_suffix.to_owned()),
        ("aws_partition", "reverse_dns_prefix") => {
            |region| Some(partition(region)?.reverse_dns_prefix.to_owned())
        }
        _ => return None,
    };
    Some(of)
}

/// The partition of a region, if it is one of those that are open to the public or to governments; the names of the
/// others say too little.
fn partition(region: &str) -> Option<Partition> {
    if region.starts_with("us-gov-") {
        return Some(GOVERNMENT);
    }
    let (area, rest) = region.split_once('-')?;
    let (direction, number) = rest.split_once('-')?;
    let plain = direction.chars().all(|c| c.is_ascii_lowercase())
        && !direction.starts_with("iso")
        && number.chars().all(|c| c.is_ascii_digit());
    match area {
        "cn" if plain => Some(CHINA),
        area if plain && AREAS.contains(&area) => Some(AWS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_tell_their_partition() {
        for (region, expected) in [
            ("eu-west-1", Some("aws")),
            ("mx-central-1", Some("aws")),
            ("cn-north-1", Some("aws-cn")),
            ("us-gov-east-1", Some("aws-us-gov")),
            ("us-iso-east-1", None),
            ("eusc-de-east-1", None),
            ("moon", None),
        ] {
            let name = partition(region).map(|partition| partition.name);
            assert_eq!(name, expected, "{region}");
        }
    }
}
