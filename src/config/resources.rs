//! Resources and data sources: the values of their attributes, and what references to them are.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::eval::{Access, Context, Resolved};
use crate::model::{EntityKind, with_secrets_marked};
use crate::value::{
    Kind, Map, Mapping, Path, PathStep, Reason, Reference, Sequence, Unknown, Value,
};

use super::attribute_types::{as_attribute, is_set_of_blocks};
use super::blocks::block_type;
use super::body::{ExprRef, ItemView};
use super::declare::Declaration;
use super::evaluator::{ElementKey, Evaluator, Frame, Instance, Memo};
use super::expand::Expansion;
use super::modules::unknown_instances;

/// One instance of a resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'i> {
    pub(super) instance: &'i Arc<Instance>,
    /// The declaration in its module.
    pub(super) index: u32,
    /// Its number among the instances.
    pub(super) place: u32,
}

impl Element<'_> {
    pub(super) fn key(self) -> ElementKey {
        (self.instance.id, self.index, self.place)
    }
}

/// Names in the body of a resource that are Terraform's own and say nothing of the infrastructure.
pub(super) fn is_meta_argument(name: &str) -> bool {
    matches!(
        name,
        "count"
            | "for_each"
            | "depends_on"
            | "provider"
            | "provisioner"
            | "connection"
            | "lifecycle"
    )
}

impl Evaluator {
    /// The address of a block, without instance key.
    pub(super) fn block_address(&self, instance: &Instance, index: u32) -> Arc<str> {
        let key = (instance.id, index);
        if let Some(known) = self.addresses.borrow().get(&key) {
            return Arc::clone(known);
        }
        let address = self.make_address(instance, index);
        self.addresses
            .borrow_mut()
            .insert(key, Arc::clone(&address));
        address
    }

    fn make_address(&self, instance: &Instance, index: u32) -> Arc<str> {
        let Declaration {
            kind,
            type_name,
            name,
            ..
        } = self.declaration(instance, index);
        match kind {
            EntityKind::Data => instance.within(["data", type_name, name]),
            EntityKind::Ephemeral => instance.within(["ephemeral", type_name, name]),
            EntityKind::Module => instance.within(["module", name]),
            EntityKind::Variable => instance.within(["var", name]),
            EntityKind::Output => instance.within(["output", name]),
            // One without an alias has no name.
            EntityKind::Provider => instance.within(["provider", type_name, name]),
            EntityKind::Local => instance.within(["local", name]),
            EntityKind::Terraform => instance.within(["terraform"]),
            EntityKind::Resource => instance.within([type_name, name]),
        }
    }

    /// The address of an instance of a resource.
    pub(super) fn address(&self, at: Element<'_>, expansion: &Expansion) -> Arc<str> {
        let block = self.block_address(at.instance, at.index);
        let suffix = expansion.suffix(at.place);
        if suffix.is_empty() {
            block
        } else {
            format!("{block}{suffix}").into()
        }
    }

    /// The value of an attribute, or of the blocks of a type; `None` where the configuration has neither. `expr` is the
    /// attribute's expression where it is at hand.
    pub(super) fn element_attribute(
        &self,
        at: Element<'_>,
        frame: &Frame,
        name: &str,
        expr: Option<ExprRef>,
        context: &Context,
    ) -> Option<Value> {
        let key = at.key();
        let known = self
            .attributes
            .borrow()
            .get(&key)
            .and_then(|attributes| attributes.get(name).cloned());
        match known {
            Some(Memo::Done(value)) => return value,
            Some(Memo::Running) => {
                let address = self.block_address(at.instance, at.index);
                return Some(Reason::Cycle(format!("{address}.{name}").into()).into());
            }
            None => {}
        }
        let remember = |memo| {
            self.attributes
                .borrow_mut()
                .entry(key)
                .or_default()
                .insert(Arc::from(name), memo);
        };
        remember(Memo::Running);
        let nested = context.nested();
        let value = match expr {
            Some(expr) => Some(self.evaluate(at.instance, frame, expr, &nested)),
            None => self.compute_attribute(at, frame, name, &nested),
        };
        context.absorb(&nested);
        let type_name = &self.declaration(at.instance, at.index).type_name;
        let value = value.map(|value| with_secrets_marked(type_name, name, value));
        remember(Memo::Done(value.clone()));
        value
    }

    fn compute_attribute(
        &self,
        at: Element<'_>,
        frame: &Frame,
        name: &str,
        context: &Context,
    ) -> Option<Value> {
        let declaration = self.declaration(at.instance, at.index);
        for &body in declaration.bodies.iter().rev() {
            if let Some(attribute) = self.code(body).attribute(body, name) {
                return Some(self.evaluate(at.instance, frame, attribute.expr, context));
            }
            let declared = self
                .code(body)
                .blocks(body)
                .any(|block| block_type(&block) == name);
            if declared {
                let blocks = self.made_blocks(at.instance, frame, body, name, context);
                return Some(self.block_list(at.instance, blocks, context, 0));
            }
        }
        declaration.broken.then(|| Reason::Syntax.into())
    }

    /// The attributes and block types that a resource configures, meta-arguments left out, of those that are asked for;
    /// attributes with their expression, so that none has to be looked for again.
    fn configured_names(
        &self,
        declaration: &Declaration,
        reads: Option<&BTreeSet<Arc<str>>>,
    ) -> Map<Option<ExprRef>> {
        let mut names = Vec::new();
        // What a later body says overrides the earlier ones.
        for &body in &declaration.bodies {
            for item in self.code(body).items(body) {
                let (name, expr) = match &item {
                    ItemView::Attribute(attribute) => (&*attribute.name, Some(attribute.expr)),
                    ItemView::Block(block) => (block_type(block), None),
                };
                let asked_for = reads.is_none_or(|reads| reads.contains(name));
                if asked_for && !is_meta_argument(name) {
                    names.push((Arc::from(name), expr));
                }
            }
        }
        names.into_iter().collect()
    }

    /// All that is configured of a resource instance. What is null and what has no block is not there.
    pub(super) fn configured(
        &self,
        at: Element<'_>,
        frame: &Frame,
        reads: Option<&BTreeSet<Arc<str>>>,
        context: &Context,
    ) -> Map {
        let declaration = self.declaration(at.instance, at.index);
        let mut values = Map::new();
        for (name, expr) in self.configured_names(declaration, reads) {
            if let Some(value) = self.element_attribute(at, frame, &name, expr, context)
                && !value.is_null()
                && !(expr.is_none() && value.as_sequence().is_some_and(<[Value]>::is_empty))
            {
                values.insert(name, value);
            }
        }
        values
    }

    /// What `type.name` and the steps after it stand for.
    pub(super) fn resolve_resource(
        &self,
        instance: &Arc<Instance>,
        kind: EntityKind,
        type_name: &str,
        steps: &[Access<'_>],
        context: &Context,
    ) -> Option<Resolved> {
        let Some(Access::Attribute(name)) = steps.first() else {
            return None;
        };
        let index = self.module(instance).resource(kind, type_name, name)?;
        let expansion = self.expansion(instance, index, context);
        let at = |element| Element {
            instance,
            index,
            place: element,
        };
        let key = match steps.get(1) {
            Some(Access::Index(key)) => Some(key),
            _ => None,
        };
        match (&*expansion, key) {
            (Expansion::Single, _) => {
                Some(self.resolve_element(at(0), &expansion, steps, 1, context))
            }
            // To read an attribute of one that is not there would be an error.
            (Expansion::UnknownEnabled(_), None) if steps.len() > 1 => {
                Some(self.resolve_element(at(0), &expansion, steps, 1, context))
            }
            (Expansion::Count(_) | Expansion::Each(_), Some(key)) => {
                match expansion.find(key) {
                    Some(element) => {
                        Some(self.resolve_element(at(element), &expansion, steps, 2, context))
                    }
                    // The evaluator says what is wrong with the key.
                    None => Some(Resolved {
                        value: self.all_elements(instance, index, &expansion, context),
                        consumed: 1,
                    }),
                }
            }
            (Expansion::UnknownCount(_) | Expansion::UnknownEach(_), Some(_)) => {
                Some(self.resolve_element(at(0), &expansion, steps, 2, context))
            }
            _ => Some(Resolved {
                value: self.all_elements(instance, index, &expansion, context),
                consumed: 1,
            }),
        }
    }

    /// What the steps after an instance stand for.
    fn resolve_element(
        &self,
        at: Element<'_>,
        expansion: &Expansion,
        steps: &[Access<'_>],
        consumed: usize,
        context: &Context,
    ) -> Resolved {
        let frame = expansion.frame(at.place);
        let name = match steps.get(consumed) {
            Some(Access::Attribute(name)) => (*name).to_owned(),
            Some(Access::Index(key)) if key.as_str().is_some() => {
                key.as_str().unwrap_or_default().to_owned()
            }
            _ => {
                return Resolved {
                    value: self.whole(at, expansion, context),
                    consumed,
                };
            }
        };
        let mut path = vec![PathStep::Key(name.as_str().into())];
        let mut consumed = consumed + 1;
        let Some(mut value) = self
            .element_attribute(at, &frame, &name, None, context)
            .or_else(|| self.computed(at, &frame, &name, context))
            // What is null is left to the provider.
            .filter(|value| !value.is_null())
        else {
            return Resolved {
                value: self.unset(at, expansion, path),
                consumed,
            };
        };
        let attribute = self
            .attribute(self.declaration(at.instance, at.index), &name)
            .is_some();
        // Blocks are walked here, since what they leave out may be set by the provider.
        while !attribute && let Some(step) = steps.get(consumed) {
            let next = match (step, &value.kind) {
                (Access::Attribute(name), Kind::Mapping(Mapping::Object, entries)) => {
                    path.push(PathStep::Key((*name).into()));
                    consumed += 1;
                    match entries.get(name) {
                        Some(entry) => entry.clone(),
                        None => {
                            return Resolved {
                                value: self.unset(at, expansion, path),
                                consumed,
                            };
                        }
                    }
                }
                (Access::Index(key), Kind::Sequence(_, blocks)) => {
                    let index = key.to_text().and_then(|text| text.parse::<usize>().ok());
                    let Some((index, block)) =
                        index.and_then(|index| Some((index, blocks.get(index)?)))
                    else {
                        break;
                    };
                    path.push(PathStep::Index(index));
                    consumed += 1;
                    block.clone()
                }
                _ => break,
            };
            value = next;
        }
        value = self.typed(at, &path, value);
        if !attribute {
            value = self.partial(at, expansion, &Path(path.clone()), value);
        }
        Resolved {
            value: self.referenced(at, expansion, path, value),
            consumed,
        }
    }

    /// A configured value as the type of its attribute has it.
    fn typed(&self, at: Element<'_>, path: &[PathStep], value: Value) -> Value {
        let mut names = path.iter().rev().filter_map(|step| match step {
            PathStep::Key(name) => Some(&**name),
            PathStep::Index(_) => None,
        });
        let (Some(PathStep::Key(_)), Some(name)) = (path.last(), names.next()) else {
            return value;
        };
        let type_name = &self.declaration(at.instance, at.index).type_name;
        as_attribute(type_name, names.next(), name, value)
    }

    /// Whether a path leads to several blocks that are a set.
    fn is_unordered(&self, at: Element<'_>, path: &Path, blocks: &[Value]) -> bool {
        let type_name = &self.declaration(at.instance, at.index).type_name;
        match path.0.last() {
            Some(PathStep::Key(name)) => blocks.len() > 1 && is_set_of_blocks(type_name, name),
            _ => false,
        }
    }

    /// Blocks as seen through a reference: the provider may add to what is configured of them, and their order in a set
    /// depends on that.
    fn partial(&self, at: Element<'_>, expansion: &Expansion, path: &Path, value: Value) -> Value {
        match &value.kind {
            Kind::Sequence(_, blocks) => {
                let partial = blocks.iter().enumerate().map(|(index, block)| {
                    let path = path.child(PathStep::Index(index));
                    self.partial(at, expansion, &path, block.clone())
                });
                let list = Value::list(partial.collect());
                if !self.is_unordered(at, path, blocks) {
                    return list;
                }
                let mut unordered = self.unset(at, expansion, path.0.clone());
                fill(&mut unordered, list);
                unordered
            }
            Kind::Mapping(Mapping::Object, entries) => {
                let entries = entries.mapped(|name, entry| {
                    let path = path.child(PathStep::Key(name.clone()));
                    if is_block_list(entry) {
                        self.partial(at, expansion, &path, entry.clone())
                    } else {
                        self.typed(at, &path.0, entry.clone())
                    }
                });
                let content = Value::object(entries).marked(value.marks);
                let mut partial = self.unset(at, expansion, path.0.clone());
                fill(&mut partial, content);
                partial
            }
            _ => value,
        }
    }

    /// A configured value as seen through a reference: if it is unknown, the reference is noted.
    fn referenced(
        &self,
        at: Element<'_>,
        expansion: &Expansion,
        path: Vec<PathStep>,
        mut value: Value,
    ) -> Value {
        if let Kind::Unknown(unknown) = &value.kind {
            let mut unknown = Unknown::clone(unknown);
            let exact = unknown.exact;
            unknown.absorb(&Unknown {
                references: vec![Reference {
                    address: self.address(at, expansion),
                    path: Path(path),
                }],
                ..Unknown::default()
            });
            unknown.exact = exact;
            value.kind = Kind::Unknown(Arc::new(unknown));
        }
        value
    }

    /// The value of an attribute that the configuration does not set.
    fn unset(&self, at: Element<'_>, expansion: &Expansion, path: Vec<PathStep>) -> Value {
        let declaration = self.declaration(at.instance, at.index);
        let address = self.address(at, expansion);
        let path = Path(path);
        let last = match path.0.last() {
            Some(PathStep::Key(key)) => key.clone(),
            _ => "".into(),
        };
        let reason = match declaration.kind {
            _ if declaration.broken => Reason::Syntax,
            EntityKind::Data => Reason::Data(address.clone()),
            _ => Reason::AfterApply(format!("{address}.{path}").into()),
        };
        let arn = &*last == "arn" && declaration.type_name.starts_with("aws_");
        Unknown {
            reasons: vec![reason],
            references: vec![Reference { address, path }],
            not_null: is_identifier(&last),
            prefix: arn.then(|| "arn:".into()),
            exact: true,
            content: None,
        }
        .into()
    }

    /// A whole resource instance: what is configured is its content; the provider adds the rest.
    fn whole(&self, at: Element<'_>, expansion: &Expansion, context: &Context) -> Value {
        let address = self.address(at, expansion);
        let frame = expansion.frame(at.place);
        let mut content = self.configured(at, &frame, None, context);
        let declaration = self.declaration(at.instance, at.index);
        let names = self.configured_names(declaration, None);
        for (name, value) in content.iter_mut() {
            let is_block = names.get(name).is_none_or(Option::is_none);
            if is_block {
                let path = Path(vec![PathStep::Key(name.clone())]);
                *value = self.partial(at, expansion, &path, value.clone());
            } else {
                *value = self.typed(at, &[PathStep::Key(name.clone())], value.clone());
            }
        }
        if let Some(json) = self.computed(at, &frame, "json", context) {
            content.insert("json".into(), json);
        }
        let reason = match declaration.kind {
            _ if declaration.broken => Reason::Syntax,
            EntityKind::Data => Reason::Data(address.clone()),
            _ => Reason::AfterApply(address.clone()),
        };
        Unknown {
            reasons: vec![reason],
            references: vec![Reference {
                address,
                path: Path::default(),
            }],
            not_null: true,
            prefix: None,
            exact: true,
            content: Some(Box::new(Value::object(content))),
        }
        .into()
    }

    /// All instances of a resource with `count` or `for_each`.
    fn all_elements(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        expansion: &Expansion,
        context: &Context,
    ) -> Value {
        let whole = |element| {
            let at = Element {
                instance,
                index,
                place: element,
            };
            self.whole(at, expansion, context)
        };
        match expansion {
            Expansion::Single | Expansion::Count(_) => {
                Value::tuple((0..expansion.len()).map(whole).collect())
            }
            Expansion::Each(entries) => {
                let keys = entries.iter().map(|(key, _)| key.clone());
                Value::object(keys.zip((0..expansion.len()).map(whole)).collect())
            }
            Expansion::Disabled => Value::null(),
            Expansion::UnknownCount(why)
            | Expansion::UnknownEach(why)
            | Expansion::UnknownEnabled(why) => {
                let some = !matches!(expansion, Expansion::UnknownEnabled(_));
                unknown_instances(self.block_address(instance, index), why, some)
            }
        }
    }
}

/// Says of an unknown value what is known of it, so that it is not null.
fn fill(value: &mut Value, content: Value) {
    value.change(|kind| {
        if let Kind::Unknown(unknown) = kind {
            let unknown = Arc::make_mut(unknown);
            unknown.not_null = true;
            unknown.content = Some(Box::new(content));
        }
    });
}

/// Whether a value is what a block type holds.
fn is_block_list(value: &Value) -> bool {
    match &value.kind {
        Kind::Sequence(Sequence::List, blocks) => {
            !blocks.is_empty() && blocks.iter().all(|block| block.as_mapping().is_some())
        }
        _ => false,
    }
}

/// Whether an attribute names its resource, so that it cannot be null once the resource exists.
fn is_identifier(name: &str) -> bool {
    matches!(name, "id" | "arn" | "self_link" | "name" | "key" | "bucket")
        || name.ends_with("_id")
        || name.ends_with("_arn")
        || name.ends_with("_name")
}
