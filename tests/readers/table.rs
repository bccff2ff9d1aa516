//! What of a comment is not code, where Markdown and GitHub would find something to act on.

/// The text without code spans, code elements and empty comments.
pub(crate) fn without_code(body: &str) -> String {
    let mut outside = String::new();
    for line in body.lines() {
        let line = without_escapes(line);
        let mut parts = line.split('`');
        outside.push_str(parts.next().unwrap());
        while let (Some(_code), Some(text)) = (parts.next(), parts.next()) {
            outside.push_str(text);
        }
        outside.push('\n');
    }
    while let Some(start) = outside.find("<code>") {
        let end = outside[start..].find("</code>").unwrap() + start + "</code>".len();
        let code = outside[start..end].to_owned();
        assert!(!code.contains(['`', '|', '\n']), "{code}");
        outside.replace_range(start..end, "");
    }
    outside
}

/// A line without characters that a backslash takes the meaning from.
fn without_escapes(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c == '\\' {
            rest.next();
        } else {
            kept.push(c);
        }
    }
    kept
}
