//! Functions and hostile arguments: bounded time and memory, and an unknown result that says why.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its input should stop"
)]

use std::io::Write as _;
use std::time::{Duration, Instant};

use cldlint::eval::{Access, Code, Context, Resolved, Scope, evaluate};
use cldlint::syntax::parse;
use cldlint::text::Sources;
use cldlint::value::{Reason, Value};

/// A scope with one name, for text that is too long to be written in an expression.
struct Text(String);

impl Scope for Text {
    fn resolve(&self, name: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        (name == "text").then(|| Resolved {
            value: Value::from(self.0.as_str()),
            consumed: 0,
        })
    }
}

/// The value of an expression about a text, and the first error.
fn run(expression: &str, text: String) -> (Value, Option<String>) {
    let mut sources = Sources::default();
    let id = sources.add("case.tf", format!("x = {expression}\n").into_bytes());
    let source = sources.get(id);
    let tree = parse(source);
    assert_eq!(tree.errors(), [], "{expression}");
    let (_, attribute) = tree.attributes(tree.root()).next().unwrap();
    let code = Code {
        tree: &tree,
        source,
    };
    let context = Context::default();
    let started = Instant::now();
    let value = evaluate(code, attribute.expr, &Text(text), &context);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(20), "{expression}: {took:?}");
    let error = context.errors().into_iter().next();
    (value, error.map(|error| error.message))
}

/// Aliases of aliases: nine levels of nine make hundreds of millions.
fn billion_laughs() -> String {
    let mut yaml = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let before = level - 1;
        let aliases = vec![format!("*a{before}"); 9].join(", ");
        let line = format!("a{level}: &a{level} [{aliases}]\n");
        yaml.push_str(&line);
    }
    yaml
}

/// Merges of what was merged.
fn merging_laughs() -> String {
    let keys: Vec<String> = (0..1000).map(|key| format!("k{key}: x")).collect();
    let mut yaml = format!("a: &a {{{}}}\nb:\n", keys.join(", "));
    yaml.push_str(&"- {<<: *a}\n".repeat(100_000));
    yaml
}

/// Compressed text that is a thousand times as long.
fn gzip_bomb() -> String {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..256 {
        encoder.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    base64(&encoder.finish().unwrap())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = char::from(LETTERS[(group >> (18 - 6 * place) & 63) as usize]);
            out.push(if place > chunk.len() { '=' } else { letter });
        }
    }
    out
}

#[test]
fn what_is_too_much_is_unknown() {
    let cases = [
        ("yamldecode(text)", billion_laughs()),
        ("yamldecode(text)", merging_laughs()),
        ("yamldecode(text)", "[".repeat(100_000)),
        ("yamldecode(text)", "- ".repeat(100_000)),
        ("yamldecode(text)", "{a: ".repeat(100_000)),
        ("base64gunzip(text)", gzip_bomb()),
        ("regex(text, \"a\")", "(".repeat(100_000)),
        ("regex(text, \"a\")", "(a{1,100}b){10}".repeat(1000)),
        ("regex(\"(\\\\pL{200}){5}\", text)", "a".repeat(1000)),
        ("replace(text, \"a\", text)", "a".repeat(100_000)),
        ("replace(text, \"/a/\", text)", "a".repeat(100_000)),
        (
            "join(text, [for n in range(1000) : text])",
            "a".repeat(100_000),
        ),
        (
            "format(\"%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s\", text)",
            "a".repeat(10 << 20),
        ),
        ("indent(10000, text)", "\n".repeat(100_000)),
        ("rsadecrypt(\"YQ==\", text)", long_key()),
    ];
    for (expression, text) in cases {
        let start: String = text.chars().take(20).collect();
        let (value, error) = run(expression, text);
        assert_eq!(error, None, "{expression} of {start}");
        let unknown = value.as_unknown();
        let reasons = unknown.map(|unknown| unknown.reasons.as_slice());
        assert!(
            matches!(reasons, Some([Reason::Limit(_), ..])),
            "{expression} of {start}: {reasons:?}"
        );
    }
}

/// A key of a hundred thousand bits.
fn long_key() -> String {
    let integer = |bytes: &[u8]| element(0x02, bytes);
    let parts = [
        integer(&[0]),
        integer(&vec![0x7f; 12_500]),
        integer(&[3]),
        integer(&vec![0x7f; 12_500]),
    ];
    let der = element(0x30, &parts.concat());
    format!(
        "-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n",
        base64(&der)
    )
}

fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x84], length.as_slice(), content].concat()
}

#[test]
fn what_is_long_is_read_in_linear_time() {
    let cases = [
        ("length(yamldecode(text))", "- a\n".repeat(200_000)),
        ("length(yamldecode(text))", "? a\n".repeat(200_000)),
        ("length(csvdecode(text))", "a,b\n".repeat(200_000)),
        (
            "length(csvdecode(text))",
            format!("a\n\"{}\"\n", "\n".repeat(1_000_000)),
        ),
        ("length(urldecode(text))", "%41".repeat(500_000)),
        (
            "length(textencodebase64(text, \"UTF-16LE\"))",
            "é".repeat(1_000_000),
        ),
        (
            "length(formatdate(text, \"2018-01-01T00:00:00Z\"))",
            "YYYY ".repeat(200_000),
        ),
        (
            "length(timeadd(\"2018-01-01T00:00:00Z\", text))",
            "1ns".repeat(200_000),
        ),
        ("length(strrev(text))", "e\u{301}".repeat(500_000)),
        ("length(regexall(\"[a-z]?\", text))", "a-".repeat(200_000)),
        (
            "length(yamlencode([for n in range(1000) : \"${text}\\n\"]))",
            "é ".repeat(500),
        ),
        ("length(sha512(text))", "a".repeat(10_000_000)),
        (
            "length(provider::terraform::encode_expr([for n in range(1000) : { a = n }]))",
            String::new(),
        ),
        (
            "length(provider::terraform::decode_tfvars(text))",
            "a = [[[[[[1]]]]]]\n".to_owned(),
        ),
    ];
    for (expression, text) in cases {
        let (value, error) = run(expression, text);
        assert_eq!(error, None, "{expression}");
        let reasons = value.as_unknown().map(|unknown| &unknown.reasons);
        assert!(reasons.is_none(), "{expression}: {reasons:?}");
    }
}
