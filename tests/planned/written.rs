//! What a configuration writes of each resource: the names in its blocks, dynamic ones included, found without
//! evaluating anything.

use std::collections::BTreeMap;

use cldlint::config::Workspace;
use cldlint::syntax::{Body, ExprId, ExprKind, Item, Tree};
use cldlint::text::Source;

/// Names that are Terraform's own.
const META: [&str; 7] = [
    "connection",
    "count",
    "depends_on",
    "for_each",
    "lifecycle",
    "provider",
    "provisioner",
];

/// The names written in a block, or in all blocks of a type together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written(pub(crate) BTreeMap<String, Name>);

/// A name in a block.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// What is written in the blocks of that name; `None` for an attribute.
    pub(crate) inner: Option<Written>,
    /// Whether each of the blocks has it, where several are taken together.
    pub(crate) always: bool,
}

impl Written {
    /// Adds an attribute, or one more block.
    fn add(&mut self, name: &str, inner: Option<Self>) {
        let known = self.0.entry(name.to_owned()).or_insert(Name {
            inner: None,
            always: true,
        });
        match (&mut known.inner, inner) {
            (Some(known), Some(inner)) => known.join(inner),
            (known, Some(inner)) => *known = Some(inner),
            (_, None) => {}
        }
    }

    /// Takes in another block of the same type: only what both have is always there.
    fn join(&mut self, other: Self) {
        for (name, known) in &mut self.0 {
            known.always &= other.0.contains_key(name);
        }
        for (name, mut entry) in other.0 {
            if let Some(known) = self.0.get_mut(&name) {
                known.always &= entry.always;
                match (&mut known.inner, entry.inner) {
                    (Some(known), Some(inner)) => known.join(inner),
                    (known, inner) => *known = inner,
                }
            } else {
                entry.always = false;
                self.0.insert(name, entry);
            }
        }
    }

    /// Takes in what another file says of the same resource.
    fn merge(&mut self, other: Self) {
        for (name, entry) in other.0 {
            self.add(&name, entry.inner);
        }
    }
}

/// What is written of each resource and data source, by `type.name` or `data.type.name`. Blocks of the same name in
/// different modules count as one, which only asks for more to be known.
pub(crate) fn written(workspace: &Workspace) -> BTreeMap<String, Written> {
    let mut found = BTreeMap::new();
    for source in workspace.sources().all() {
        let is_variables = source.path().contains(".tfvars");
        if let (Some(tree), false) = (workspace.tree(source.id()), is_variables) {
            let reader = Reader { tree, source };
            if tree.is_json() {
                reader.json(&mut found);
            } else {
                reader.native(&mut found);
            }
        }
    }
    found
}

struct Reader<'w> {
    tree: &'w Tree,
    source: &'w Source,
}

impl Reader<'_> {
    fn native(&self, found: &mut BTreeMap<String, Written>) {
        for (_, block) in self.tree.blocks(self.tree.root()) {
            let labels = self.tree.labels(block).iter();
            let labels: Vec<_> = labels.map(|l| self.tree.label(self.source, l)).collect();
            let prefix = match self.tree.block_type(self.source, block) {
                "resource" => "",
                "data" => "data.",
                _ => continue,
            };
            let mut body = self.body(self.tree.body(block.body));
            body.0.retain(|name, _| !META.contains(&name.as_str()));
            let key = format!("{prefix}{}", labels.join("."));
            found.entry(key).or_default().merge(body);
        }
    }

    fn body(&self, body: &Body) -> Written {
        let mut written = Written::default();
        for item in self.tree.items(body) {
            match *item {
                Item::Attribute(id) => {
                    let attribute = self.tree.attribute(id);
                    written.add(&self.tree.attribute_name(self.source, attribute), None);
                }
                Item::Block(id) => {
                    let block = self.tree.block(id);
                    let mut kind = self.tree.block_type(self.source, block).to_owned();
                    let mut inner = self.body(self.tree.body(block.body));
                    if kind == "dynamic" {
                        let label = &self.tree.labels(block)[0];
                        kind = self.tree.label(self.source, label).into_owned();
                        inner = content(&mut inner);
                    }
                    written.add(&kind, Some(inner));
                }
            }
        }
        written
    }

    fn json(&self, found: &mut BTreeMap<String, Written>) {
        let root = self.tree.root();
        for (_, attribute) in self.tree.attributes(root) {
            let prefix = match &*self.tree.attribute_name(self.source, attribute) {
                "resource" => "",
                "data" => "data.",
                _ => continue,
            };
            for (type_name, named) in self.properties(attribute.expr) {
                for (name, body) in self.properties(named) {
                    let mut body = self.object(body);
                    body.0.retain(|name, _| !META.contains(&name.as_str()));
                    let key = format!("{prefix}{type_name}.{name}");
                    found.entry(key).or_default().merge(body);
                }
            }
        }
    }

    fn object(&self, expr: ExprId) -> Written {
        let mut written = Written::default();
        for (name, value) in self.properties(expr) {
            if name == "dynamic" {
                for (label, body) in self.properties(value) {
                    let content = content(&mut self.object(body));
                    written.add(&label, Some(content));
                }
            } else {
                self.add_json(&mut written, &name, value);
            }
        }
        written
    }

    /// Adds a property: an attribute, a block, or several blocks.
    fn add_json(&self, written: &mut Written, name: &str, value: ExprId) {
        match self.tree.expr(value).kind {
            ExprKind::Object(_) => written.add(name, Some(self.object(value))),
            ExprKind::Tuple(elements) => {
                written.add(name, None);
                for &element in self.tree.exprs(elements) {
                    self.add_json(written, name, element);
                }
            }
            _ => written.add(name, None),
        }
    }

    /// The properties of an object, or of the objects in an array.
    fn properties(&self, expr: ExprId) -> Vec<(String, ExprId)> {
        match self.tree.expr(expr).kind {
            ExprKind::Object(items) => {
                let items = self.tree.object_items(items).iter();
                items
                    .filter_map(|item| {
                        let name = self.tree.keyword_or_string(self.source, item.key)?;
                        Some((name.into_owned(), item.value))
                    })
                    .collect()
            }
            ExprKind::Tuple(elements) => {
                let elements = self.tree.exprs(elements).iter();
                elements.flat_map(|&e| self.properties(e)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The names in the `content` of a dynamic block.
fn content(block: &mut Written) -> Written {
    let content = block.0.remove("content");
    content
        .and_then(|content| content.inner)
        .unwrap_or_default()
}
