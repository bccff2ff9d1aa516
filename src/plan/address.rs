//! Addresses and references, taken apart.

/// A step of a reference after its first name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `.name`.
    Name(String),
    /// `["key"]`.
    Key(String),
    /// `[0]`.
    Index(usize),
}

/// A reference such as `module.disk["eu"].volume`, as its names, keys and indices; `None` when it has another form.
pub(super) fn parse(reference: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = reference;
    let end = name_end(rest);
    steps.push(Step::Name(
        rest.get(..end).filter(|name| !name.is_empty())?.to_owned(),
    ));
    rest = &rest[end..];
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = name_end(after);
            let name = after.get(..end).filter(|name| !name.is_empty())?;
            steps.push(Step::Name(name.to_owned()));
            rest = &after[end..];
        } else if let Some(after) = rest.strip_prefix('[') {
            let end = bracket_end(after)?;
            let inner = &after[..end];
            steps.push(if inner.starts_with('"') {
                Step::Key(serde_json::from_str(inner).ok()?)
            } else {
                Step::Index(inner.parse().ok()?)
            });
            rest = &after[end + 1..];
        } else {
            return None;
        }
    }
    Some(steps)
}

fn name_end(text: &str) -> usize {
    text.find(['.', '[']).unwrap_or(text.len())
}

/// Where the bracket that has been opened closes.
fn bracket_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// An instance key as Terraform writes it in addresses: `["eu"]`, `[0]`.
pub(super) fn key_text(step: &Step) -> Option<String> {
    match step {
        Step::Key(key) => Some(format!("[{}]", quoted(key))),
        Step::Index(index) => Some(format!("[{index}]")),
        Step::Name(_) => None,
    }
}

/// A text in quotes, escaped as in addresses.
pub(super) fn quoted(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 2);
    result.push('"');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => result.push_str("\\\""),
            '\\' => result.push_str("\\\\"),
            '\n' => result.push_str("\\n"),
            '\r' => result.push_str("\\r"),
            '\t' => result.push_str("\\t"),
            '$' | '%' if chars.peek() == Some(&'{') => {
                result.push(c);
                result.push(c);
            }
            _ => result.push(c),
        }
    }
    result.push('"');
    result
}

/// A module instance's address as calls, outermost first: the name of each, and its key as written (`["eu"]`, or empty).
pub(super) fn module_calls(address: &str) -> Option<Vec<(&str, &str)>> {
    let mut calls = Vec::new();
    let mut rest = address;
    while !rest.is_empty() {
        rest = rest
            .strip_prefix('.')
            .unwrap_or(rest)
            .strip_prefix("module.")?;
        let end = name_end(rest);
        let name = &rest[..end];
        rest = &rest[end..];
        let mut key = "";
        if let Some(after) = rest.strip_prefix('[') {
            let end = bracket_end(after)?;
            key = &rest[..end + 2];
            rest = &after[end + 1..];
        }
        calls.push((name, key));
    }
    Some(calls)
}

/// The address of the module instance that something is in; empty for the root.
pub(super) fn module_of(address: &str) -> &str {
    let mut end = 0;
    let mut rest = address;
    while let Some(call) = rest.strip_prefix("module.") {
        let mut inner = &call[name_end(call)..];
        if let Some(key) = inner.strip_prefix('[') {
            let Some(close) = bracket_end(key) else { break };
            inner = &key[close + 1..];
        }
        end = address.len() - inner.len();
        let Some(next) = inner.strip_prefix('.') else {
            break;
        };
        rest = next;
    }
    &address[..end]
}

/// An address without any instance keys.
pub(super) fn without_keys(address: &str) -> String {
    let mut result = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = rest.find('[') {
        result.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        rest = bracket_end(inner).map_or("", |end| &inner[end + 1..]);
    }
    result.push_str(rest);
    result
}

/// Whether a text is an instance key as written in addresses (`["eu"]`, `[0]`), or empty.
pub(super) fn is_instance_key(text: &str) -> bool {
    text.is_empty()
        || text
            .strip_prefix('[')
            .is_some_and(|inner| bracket_end(inner).is_some_and(|end| end + 1 == inner.len()))
}

/// The references themselves, without the prefixes that follow each in a plan.
pub(super) fn longest(references: &[String]) -> Vec<&str> {
    let mut kept: Vec<&str> = Vec::new();
    let mut previous: Option<&str> = None;
    for reference in references {
        let is_prefix = previous.is_some_and(|longer| {
            longer
                .strip_prefix(reference.as_str())
                .is_some_and(|rest| rest.starts_with(['.', '[']))
        });
        if !is_prefix {
            kept.push(reference);
        }
        previous = Some(reference);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_apart() {
        let steps = parse(r#"module.disk["e.u]"].volume[0]"#).unwrap();
        assert_eq!(
            steps,
            [
                Step::Name("module".into()),
                Step::Name("disk".into()),
                Step::Key("e.u]".into()),
                Step::Name("volume".into()),
                Step::Index(0),
            ]
        );
        assert_eq!(parse("a["), None);
        assert_eq!(parse(""), None);
        assert_eq!(parse("a..b"), None);
    }

    #[test]
    fn module_addresses_are_taken_apart() {
        assert_eq!(
            module_calls(r#"module.a["x.y"].module.b[0].module.c"#).unwrap(),
            [("a", r#"["x.y"]"#), ("b", "[0]"), ("c", "")]
        );
        assert_eq!(module_calls("").unwrap(), []);
        assert_eq!(module_calls("data.x"), None);
        let address = r#"module.a["x.y]"].module.b[0].data.c.d"#;
        assert_eq!(module_of(address), r#"module.a["x.y]"].module.b[0]"#);
        assert_eq!(module_of("a_b.module"), "");
        assert_eq!(module_of("module.a"), "module.a");
    }

    #[test]
    fn keys_are_left_out() {
        let address = r#"module.a["x[].y"].aws_s3_bucket.b[0]"#;
        assert_eq!(without_keys(address), "module.a.aws_s3_bucket.b");
        assert!(is_instance_key(r#"["x[].y"]"#));
        assert!(!is_instance_key(r#"["eu"].module.b[0]"#));
    }

    #[test]
    fn prefixes_are_left_out() {
        let references: Vec<String> = ["a.b.c", "a.b", "d.e", "a.b.c", "a.b"]
            .map(str::to_owned)
            .into();
        assert_eq!(longest(&references), ["a.b.c", "d.e", "a.b.c"]);
    }
}
