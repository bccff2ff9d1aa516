//! Places in policy documents: in a text, and in the data source that makes one.

use crate::model::{EntityKind, PolicyDocument, StatementOrigin};
use crate::syntax::{self, ExprKind, TemplateForm, TemplatePart};
use crate::text::{Place, Sources, Span, TextRange};
use crate::value::{PathStep, Value};

use super::super::body::Code;
use super::{Finder, Site, Spot, chain::Hop, walk};

/// How many references lead to a document at most.
const DEEPEST: usize = 12;

/// A part of a document where it was written.
pub(super) struct Written {
    pub(super) span: Span,
    /// The places that the document came through.
    pub(super) chain: Vec<Place>,
}

impl Finder<'_> {
    /// Where the part of a document is written that a reference leads to.
    pub(super) fn follow_document(&self, from: &Spot, depth: usize) -> Option<Written> {
        if depth > DEEPEST {
            return None;
        }
        let code = self.evaluator.workspace.code(from.expr.file);
        let used = Place {
            span: self.span(from.expr),
            label: "used here".to_owned(),
        };
        let mut written = if let Some(found) = self.in_data_source(code, from, depth) {
            found
        } else {
            match self.hop_reference(code, from, from.expr.expr, &from.rest)? {
                Hop::End(_) => return None,
                Hop::To { spot, .. } => {
                    let deepest = self.walk_expr(spot);
                    if deepest.spot.rest.is_empty() || deepest.text.is_some() {
                        Written {
                            span: deepest.span(self),
                            chain: Vec::new(),
                        }
                    } else {
                        self.follow_document(&deepest.spot, depth + 1)?
                    }
                }
            }
        };
        written.chain.push(used);
        Some(written)
    }

    /// A part of the document that `data.aws_iam_policy_document` makes, if the expression refers to one.
    fn in_data_source(&self, code: Code<'_>, from: &Spot, depth: usize) -> Option<Written> {
        let (name, steps) = self.spelt(code, from, from.expr.expr)?;
        let (PathStep::Key(kind), PathStep::Key(label)) = (steps.first()?, steps.get(1)?) else {
            return None;
        };
        if name != "data" || &**kind != "aws_iam_policy_document" {
            return None;
        }
        let module = self.evaluator.module(&from.instance);
        let index = module.resource(EntityKind::Data, kind, label)?;
        let (element, left, site) = self.resource_site(from, index, &steps[2..])?;
        if !matches!(left, [PathStep::Key(last)] if matches!(&**last, "json" | "minified_json")) {
            return None;
        }
        let configured = self
            .evaluator
            .configured(element, &site.frame, None, &self.context);
        let document = PolicyDocument::new(&configured);
        self.in_document(&site, &document, &from.rest, depth)
    }

    fn in_document(
        &self,
        site: &Site,
        document: &PolicyDocument,
        path: &[PathStep],
        depth: usize,
    ) -> Option<Written> {
        let module = self.evaluator.module(&site.instance);
        let declaration = module.declaration(site.declaration?);
        let (origin, rest) = match path {
            [PathStep::Key(key), PathStep::Index(index), rest @ ..] if &**key == "Statement" => {
                (document.origins.get(*index).copied(), rest)
            }
            _ => (None, path),
        };
        let statement = |path: &[PathStep]| {
            let statements = document.document.as_mapping()?.get("Statement")?;
            match path {
                [_, PathStep::Index(index), ..] => statements.as_sequence()?.get(*index),
                _ => None,
            }
        };
        let steps = match origin {
            None => Vec::new(),
            Some(StatementOrigin::Block(block)) => {
                let mut steps = vec![PathStep::Key("statement".into()), PathStep::Index(block)];
                self.in_statement(site, &mut steps, rest, statement(path));
                steps
            }
            Some(StatementOrigin::Document {
                argument,
                document,
                statement,
            }) => {
                let mut steps = vec![PathStep::Key(argument.into())];
                if !argument.ends_with("_json") {
                    steps.push(PathStep::Index(document));
                }
                steps.push(PathStep::Key("Statement".into()));
                steps.push(PathStep::Index(statement));
                steps.extend_from_slice(rest);
                steps
            }
        };
        let bodies = &declaration.bodies;
        let found = self.walk_bodies(site, &site.frame, bodies, declaration.header, &steps);
        match found {
            walk::Found::Block(span) | walk::Found::Absent(span) | walk::Found::Container(span) => {
                Some(Written {
                    span,
                    chain: Vec::new(),
                })
            }
            walk::Found::Expr(spot) => {
                let deepest = self.walk_expr(spot);
                let whole = deepest.spot.rest.is_empty() || deepest.text.is_some();
                if !whole
                    && let Some(written) = self.follow_document(&deepest.spot, depth + 1)
                    && matches!(origin, Some(StatementOrigin::Document { .. }))
                {
                    return Some(written);
                }
                Some(Written {
                    span: deepest.span(self),
                    chain: self.chain(&deepest.spot),
                })
            }
        }
    }

    /// Turns a path into a statement of the document into one into the block that makes it.
    fn in_statement(
        &self,
        site: &Site,
        steps: &mut Vec<PathStep>,
        rest: &[PathStep],
        statement: Option<&Value>,
    ) {
        let Some((PathStep::Key(key), inner)) = rest.split_first() else {
            return;
        };
        let (argument, name) = match &**key {
            "Sid" => ("sid", ""),
            "Effect" => ("effect", ""),
            "Action" => ("actions", ""),
            "NotAction" => ("not_actions", ""),
            "Resource" => ("resources", ""),
            "NotResource" => ("not_resources", ""),
            "Principal" => ("principals", "type"),
            "NotPrincipal" => ("not_principals", "type"),
            "Condition" => ("condition", "test"),
            _ => return,
        };
        steps.push(PathStep::Key(argument.into()));
        let made = statement
            .and_then(Value::as_mapping)
            .and_then(|entries| entries.get(key));
        match (name, inner.first()) {
            // The provider sorts, so an element is found by its value.
            ("", index) => self.push_element(site, steps, element_at(made, index)),
            (_, Some(PathStep::Key(wanted))) => {
                let blocks = self.block_named(site, steps, name, wanted);
                if let Some(block) = blocks {
                    steps.push(PathStep::Index(block));
                    let values = if name == "type" {
                        "identifiers"
                    } else {
                        "values"
                    };
                    steps.push(PathStep::Key(values.into()));
                    let made = made
                        .and_then(Value::as_mapping)
                        .and_then(|entries| entries.get(wanted));
                    // Below a test stand the names of variables, and below those the values.
                    let (made, index) = match inner.get(1) {
                        Some(PathStep::Key(variable)) => (
                            made.and_then(|made| made.as_mapping()?.get(variable)),
                            inner.get(2),
                        ),
                        index => (made, index),
                    };
                    self.push_element(site, steps, element_at(made, index));
                }
            }
            _ => {}
        }
    }

    /// Adds the step to the element of a list that has this value, if it is written out.
    fn push_element(&self, site: &Site, steps: &mut Vec<PathStep>, element: Option<&str>) {
        let Some(spot) = self.spot_at(site, steps) else {
            return;
        };
        let value = self.evaluate(&spot);
        let position = element.and_then(|element| {
            value
                .as_sequence()?
                .iter()
                .position(|known| known.as_str() == Some(element))
        });
        steps.extend(position.map(PathStep::Index));
    }

    /// Which of the blocks that a path names has that name as its `type` or `test`.
    fn block_named(
        &self,
        site: &Site,
        steps: &[PathStep],
        attribute: &str,
        wanted: &str,
    ) -> Option<usize> {
        (0..64).find(|&block| {
            let mut path = steps.to_vec();
            path.push(PathStep::Index(block));
            path.push(PathStep::Key(attribute.into()));
            self.spot_at(site, &path)
                .is_some_and(|spot| self.evaluate(&spot).as_str() == Some(wanted))
        })
    }

    /// The attribute that a path into a declaration names.
    fn spot_at(&self, site: &Site, steps: &[PathStep]) -> Option<Spot> {
        let module = self.evaluator.module(&site.instance);
        let declaration = module.declaration(site.declaration?);
        match self.walk_bodies(
            site,
            &site.frame,
            &declaration.bodies,
            declaration.header,
            steps,
        ) {
            walk::Found::Expr(spot) => Some(spot),
            _ => None,
        }
    }

    /// The part of the JSON in a heredoc that a path names.
    pub(super) fn in_text(&self, code: Code<'_>, spot: &Spot) -> Option<Span> {
        let _ = self;
        let ExprKind::Template(template) = code.tree.expr(spot.expr.expr).kind else {
            return None;
        };
        // In other strings quotes are escaped, so the text is not the JSON.
        if !matches!(
            template.form,
            TemplateForm::Heredoc | TemplateForm::IndentedHeredoc
        ) {
            return None;
        }
        let parts = code.tree.parts(template.parts);
        let range = parts.iter().map(part_range).reduce(TextRange::cover)?;
        let mut text = code.text(range).as_bytes().to_vec();
        for part in parts {
            if !matches!(part, TemplatePart::Literal(_)) {
                // Digits are right both in a string of the JSON and in place of a value.
                let part = part_range(part);
                let start = (part.start() - range.start()) as usize;
                let end = (part.end() - range.start()) as usize;
                text[start..end].fill(b'1');
            }
        }
        let text = String::from_utf8(text).ok()?;
        let found = json_range(&text, &spot.rest)?;
        let offset = |at: usize| u32::try_from(at).map_or(range.end(), |at| range.start() + at);
        Some(
            code.source
                .span(TextRange::new(offset(found.0), offset(found.1))),
        )
    }
}

/// The text that a path into a list names; one that stands for a list of one without being named.
fn element_at<'v>(made: Option<&'v Value>, index: Option<&PathStep>) -> Option<&'v str> {
    let made = made?;
    match (made.as_sequence(), index) {
        (Some(elements), Some(PathStep::Index(index))) => elements.get(*index)?.as_str(),
        _ => made.as_str(),
    }
}

fn part_range(part: &TemplatePart) -> TextRange {
    match *part {
        TemplatePart::Literal(literal) => literal.range,
        TemplatePart::Interpolation { range, .. }
        | TemplatePart::If { range, .. }
        | TemplatePart::For { range, .. }
        | TemplatePart::Else(range)
        | TemplatePart::EndIf(range)
        | TemplatePart::EndFor(range) => range,
    }
}

/// Where the part of a JSON text is that a path names; the innermost that is there.
fn json_range(text: &str, path: &[PathStep]) -> Option<(usize, usize)> {
    // The reader of configuration wants an object, and the text may be another value.
    const BEFORE: &str = "{\"_\":";
    let mut sources = Sources::default();
    let id = sources.add("document", format!("{BEFORE}{text}}}").into_bytes());
    let source = sources.get(id);
    let tree = syntax::parse_json(source);
    if !tree.errors().is_empty() {
        return None;
    }
    let code = Code {
        source,
        tree: &tree,
    };
    let mut at = code.attribute(code.root(), "_")?.expr.expr;
    for step in path {
        let next = match (tree.expr(at).kind, step) {
            (ExprKind::Object(_), PathStep::Key(key)) => tree.object_property(source, at, key),
            (ExprKind::Tuple(elements), PathStep::Index(index)) => {
                tree.exprs(elements).get(*index).copied()
            }
            // A single value may stand for a list of one.
            (_, PathStep::Index(0)) => Some(at),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    let range = tree.expr(at).range.as_usize();
    Some((range.start - BEFORE.len(), range.end - BEFORE.len()))
}
