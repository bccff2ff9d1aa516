//! Addresses as texts: keys off, types out.

/// The parts between dots, outside keys: `module`, `a["x.y"]`, `aws_s3_bucket`, `b[0]`.
fn parts(address: &str) -> Vec<&str> {
    if !address.contains('[') {
        return address.split('.').collect();
    }
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quoted, mut escaped) = (0, 0_u32, false, false);
    for (at, c) in address.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            '.' if !quoted && depth == 0 => {
                parts.push(&address[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&address[start..]);
    parts
}

fn without_key(part: &str) -> &str {
    part.find('[').map_or(part, |at| &part[..at])
}

/// The address without any instance key, of modules too.
pub(super) fn bare(address: &str) -> String {
    if !address.contains('[') {
        return address.to_owned();
    }
    let parts: Vec<_> = parts(address).into_iter().map(without_key).collect();
    parts.join(".")
}

/// Whether two addresses name instances of the same block in instances of the same module.
pub(super) fn same_block(a: &str, b: &str) -> bool {
    a == b || (a.contains('[') || b.contains('[')) && bare(a) == bare(b)
}

/// The type of the resource, as rules spell it: `aws_s3_bucket`, `data.aws_iam_policy_document`.
pub(super) fn type_name(address: &str) -> String {
    let parts = parts(address);
    let count = parts.len();
    let Some(&name) = count.checked_sub(2).and_then(|at| parts.get(at)) else {
        return String::new();
    };
    let before = count.checked_sub(3).and_then(|at| parts.get(at));
    // In `module.data.aws_x.y` the word is the name of a module.
    let is_data = before == Some(&"data")
        && count
            .checked_sub(4)
            .and_then(|at| parts.get(at))
            .is_none_or(|&word| word != "module");
    if is_data {
        format!("data.{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_may_hold_anything() {
        let address = r#"module.a["x.y[0]"].aws_s3_bucket.b["\"]."]"#;
        assert_eq!(bare(address), "module.a.aws_s3_bucket.b");
        assert_eq!(type_name(address), "aws_s3_bucket");
    }

    #[test]
    fn data_sources_are_told_apart() {
        assert_eq!(type_name("data.aws_kms_key.k"), "data.aws_kms_key");
        assert_eq!(
            type_name("module.m.data.aws_kms_key.k[0]"),
            "data.aws_kms_key"
        );
        assert_eq!(type_name("module.data.aws_kms_key.k"), "aws_kms_key");
        assert_eq!(type_name("var.x"), "var");
        assert_eq!(type_name("x"), "");
    }
}
