//! The part of XML that test reports use. Anything else stops the test.

use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> &str {
        &self.attributes[name]
    }

    /// The elements of that name at any depth, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<&Element> {
        let own = (self.name == name).then_some(self);
        let below = self.children.iter().flat_map(|child| child.all(name));
        own.into_iter().chain(below).collect()
    }
}

/// The root element of a document.
pub(crate) fn parse(text: &str) -> Element {
    let rest = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .unwrap();
    let mut open = vec![Element::default()];
    let mut rest = rest;
    while let Some((between, tail)) = rest.split_once('<') {
        unescaped(between);
        let (tag, tail) = tail.split_once('>').unwrap();
        rest = tail;
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().unwrap();
            assert_eq!(closed.name, name);
            open.last_mut().unwrap().children.push(closed);
            continue;
        }
        let (tag, empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let element = element(tag);
        if empty {
            open.last_mut().unwrap().children.push(element);
        } else {
            open.push(element);
        }
    }
    let mut document = open.pop().unwrap();
    assert!(open.is_empty() && rest.trim().is_empty());
    document.children.pop().unwrap()
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while let Some((name, tail)) = rest.split_once("=\"") {
        let (value, tail) = tail.split_once('"').unwrap();
        let before = attributes.insert(name.trim().to_owned(), unescaped(value));
        assert_eq!(before, None);
        rest = tail;
    }
    assert!(rest.trim().is_empty(), "{tag}");
    Element {
        name: name.to_owned(),
        attributes,
        children: Vec::new(),
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        plain.push_str(before);
        let (name, tail) = tail.split_once(';').unwrap();
        plain.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            unknown => panic!("no entity {unknown}"),
        });
        rest = tail;
    }
    plain.push_str(rest);
    let allowed = |c: char| c >= ' ' && !matches!(c, '<' | '\u{fffe}' | '\u{ffff}') || c == '\n';
    assert!(text.chars().all(allowed), "{text:?}");
    plain
}
