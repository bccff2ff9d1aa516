//! Paths into values.

use std::fmt;
use std::sync::Arc;

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathStep {
    /// An attribute of an object, a key of a map, or a block type.
    Key(Arc<str>),
    /// An element of a list, or a block of its type.
    Index(usize),
}

/// The way to a part of a value, such as `ingress[0].cidr_blocks`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<PathStep>);

impl Path {
    /// This path and one step more.
    #[must_use]
    pub fn child(&self, step: PathStep) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The steps.
    pub fn steps(&self) -> &[PathStep] {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                PathStep::Index(at) => write!(f, "[{at}]")?,
                PathStep::Key(key) if is_identifier(key) => {
                    if index > 0 {
                        f.write_str(".")?;
                    }
                    f.write_str(key)?;
                }
                PathStep::Key(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_terraform_writes_it() {
        let path = Path(vec![
            PathStep::Key("ingress".into()),
            PathStep::Index(0),
            PathStep::Key("a b".into()),
            PathStep::Key("c".into()),
        ]);
        assert_eq!(path.to_string(), "ingress[0][\"a b\"].c");
    }
}
