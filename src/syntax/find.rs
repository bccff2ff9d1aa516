//! Looking things up in a tree.

use super::{Attribute, AttributeId, Block, BlockId, Body, ExprId, ExprKind, Tree};
use crate::text::Source;

impl Tree {
    /// The attribute of a body with that name.
    pub fn find_attribute(
        &self,
        source: &Source,
        body: &Body,
        name: &str,
    ) -> Option<(AttributeId, &Attribute)> {
        self.attributes(body)
            .find(|(_, attribute)| self.text(source, attribute.name) == name)
    }

    /// The blocks of a body with that type.
    pub fn find_blocks<'a>(
        &'a self,
        source: &'a Source,
        body: &Body,
        kind: &'a str,
    ) -> impl Iterator<Item = (BlockId, &'a Block)> + use<'a> {
        self.blocks(body)
            .filter(move |(_, block)| source.slice(block.kind) == kind)
    }

    /// The value of an object's entry whose key is a bare name or a literal string. As in Terraform the last one wins.
    pub fn object_property(&self, source: &Source, object: ExprId, key: &str) -> Option<ExprId> {
        let ExprKind::Object(items) = self.expr(object).kind else {
            return None;
        };
        self.object_items(items)
            .iter()
            .rev()
            .find(|item| {
                self.keyword_or_string(source, item.key)
                    .is_some_and(|name| name == key)
            })
            .map(|item| item.value)
    }
}
