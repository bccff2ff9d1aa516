//! Any bytes, as each kind of file: no panic, and values that can be read.

#![no_main]

use cldlint::syntax::{ExprKind, Tree, parse, parse_json, parse_template};
use cldlint::text::{Source, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let id = sources.add("fuzz.tf", bytes.to_vec());
    let source = sources.get(id);
    read(source, &parse(source));
    read(source, &parse_json(source));
    read(source, &parse_template(source).0);
});

fn read(source: &Source, tree: &Tree) {
    for error in tree.errors() {
        assert!(source.text().get(error.range.as_usize()).is_some());
    }
    for (_, attribute) in tree.attributes(tree.root()) {
        let name = tree.attribute_name(source, attribute);
        assert!(tree.find_attribute(source, tree.root(), &name).is_some());
        if let ExprKind::Template(_) = tree.expr(attribute.expr).kind {
            let _ = tree.string(source, attribute.expr);
        }
    }
}
