//! What names and functions mean while a rule judges.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::change;
use super::definition::{Code, Rule, RuleSet};
use super::native::{self, Call, truth};
use super::read::each;
use super::settings::Settings;
use super::world::World;
use crate::eval::{Access, Context, Resolved, Scope};
use crate::model::EntityId;
use crate::syntax::{ExprKind, Template, TemplatePart};
use crate::value::{Kind, PathStep, Reason, Value};

/// `each.key` and `each.value`.
pub(crate) type Each = (Value, Value);

/// One rule that judges one entity, or the configuration as a whole.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    pub(crate) set: &'a RuleSet,
    pub(crate) rule: &'a Rule,
    pub(crate) settings: &'a Settings,
    pub(crate) world: &'a World<'a>,
    pub(crate) subject: Option<EntityId>,
    pub(crate) context: Context,
    /// What locals came to; `None` while one is evaluated.
    locals: RefCell<FxHashMap<Arc<str>, Option<Value>>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(
        set: &'a RuleSet,
        rule: &'a Rule,
        settings: &'a Settings,
        world: &'a World<'a>,
        subject: Option<EntityId>,
    ) -> Self {
        Self {
            set,
            rule,
            settings,
            world,
            subject,
            context: Context::following_origins(),
            locals: RefCell::default(),
        }
    }

    /// The value of an expression of the rule.
    pub(crate) fn evaluate(&self, code: Code, each: Option<&Each>) -> Value {
        let scope = RuleScope { judge: self, each };
        self.set.evaluate(code, &scope, &self.context)
    }

    /// Whether the rule applies; `None` if it has no such condition.
    pub(crate) fn when(&self) -> Option<Value> {
        self.rule.when.map(|code| self.evaluate(code, None))
    }

    /// A message: a template's values are written for people, and what is sensitive is not shown.
    pub(crate) fn message(&self, code: Code, each: Option<&Each>) -> String {
        let tree = &self.set.files[code.file].tree;
        let source = self.set.sources.get(tree.file());
        let template = match tree.expr(code.expr).kind {
            ExprKind::Template(template) if is_plain(tree.parts(template.parts)) => template,
            _ => return show(&self.evaluate(code, each)),
        };
        let Template { form, parts } = template;
        let mut text = String::new();
        for part in tree.parts(parts) {
            match part {
                TemplatePart::Literal(literal) => {
                    text.push_str(&tree.literal(source, form, literal));
                }
                TemplatePart::Interpolation { expr, .. } => {
                    let code = Code {
                        expr: *expr,
                        ..code
                    };
                    text.push_str(&show(&self.evaluate(code, each)));
                }
                _ => {}
            }
        }
        text
    }

    /// The value of `self`, `local.x` or `each.x`, and the steps that are left to take into it.
    pub(crate) fn named<'s>(
        &self,
        root: &str,
        steps: &'s [PathStep],
        each: Option<&Each>,
    ) -> Option<(Value, &'s [PathStep])> {
        let accesses: Vec<_> = steps
            .iter()
            .map(|step| match step {
                PathStep::Key(key) => Access::Attribute(key),
                PathStep::Index(index) => Access::Index(i64::try_from(*index).unwrap_or(0).into()),
            })
            .collect();
        let scope = RuleScope { judge: self, each };
        let resolved = scope.resolve(root, &accesses, &self.context)?;
        Some((resolved.value, &steps[resolved.consumed..]))
    }

    /// Steps into a value.
    pub(crate) fn step(&self, value: &Value, step: &PathStep) -> Value {
        truth::step(value, step, &self.context)
    }

    /// The value of the thing that is judged.
    fn subject_value(&self) -> Value {
        self.subject
            .map_or_else(Value::null, |id| self.world.value(id, &self.context))
    }

    /// A part of what the plan does to the thing that is judged.
    fn change(&self, part: &str) -> Option<Value> {
        let entity = self.world.model.entity(self.subject?);
        let change = self.world.model.changes().of(entity)?;
        change::part(change, entity, part)
    }

    fn local(&self, name: &str) -> Option<Value> {
        let code = *self.rule.locals.get(name)?;
        match self.locals.borrow().get(name) {
            Some(Some(value)) => return Some(value.clone()),
            Some(None) => return Some(Value::from(Reason::Cycle(format!("local.{name}").into()))),
            None => {}
        }
        let name: Arc<str> = name.into();
        self.locals.borrow_mut().insert(name.clone(), None);
        let value = self.evaluate(code, self.rule.entry.as_ref());
        self.locals.borrow_mut().insert(name, Some(value.clone()));
        Some(value)
    }

    fn param(&self, name: &str) -> Option<Value> {
        let param = self.rule.params.iter().find(|param| &*param.name == name)?;
        let set = self.settings.params.get(self.rule.id());
        let set = set.and_then(|params| params.get(name));
        Some(set.unwrap_or(&param.default).clone())
    }

    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        if let Some(native) = native::find(name) {
            let call = Call {
                args,
                world: self.world,
                subject: self.subject,
                context,
            };
            return Some(native.call(&call));
        }
        let function = self.set.functions.get(name)?;
        if function.params.len() != args.len() {
            let expected = function.params.len();
            return Some(Err(format!("{name}() takes {expected} arguments")));
        }
        let scope = FunctionScope {
            judge: self,
            params: &function.params,
            args,
        };
        Some(Ok(self.set.evaluate(function.result, &scope, context)))
    }
}

fn is_plain(parts: &[TemplatePart]) -> bool {
    let plain = |part: &TemplatePart| {
        matches!(
            part,
            TemplatePart::Literal(_) | TemplatePart::Interpolation { .. }
        )
    };
    parts.iter().all(plain)
}

impl RuleSet {
    /// Whether the declared input that a rule needs is there. Null, false and empty are not.
    pub(crate) fn has_what_it_requires(&self, rule: &Rule, settings: &Settings) -> bool {
        let Some(code) = rule.requires else {
            return true;
        };
        let scope = DeclaredScope { settings };
        match self
            .evaluate(code, &scope, &Context::following_origins())
            .kind
        {
            Kind::Null | Kind::Unknown(_) => false,
            Kind::Bool(value) => value,
            Kind::String(text) => !text.is_empty(),
            Kind::Sequence(_, elements) => !elements.is_empty(),
            Kind::Mapping(_, entries) => !entries.is_empty(),
            Kind::Number(_) => true,
        }
    }
}

fn declared(settings: &Settings, name: &str) -> Value {
    let declared = settings.declared.get(name);
    declared.cloned().unwrap_or_else(Value::null)
}

/// What `requires` can name: declared intent.
struct DeclaredScope<'s> {
    settings: &'s Settings,
}

impl Scope for DeclaredScope<'_> {
    fn resolve(&self, name: &str, steps: &[Access<'_>], _: &Context) -> Option<Resolved> {
        match (name, steps.first()) {
            ("config", Some(Access::Attribute(first))) => Some(Resolved {
                value: declared(self.settings, first),
                consumed: 1,
            }),
            _ => None,
        }
    }
}

/// The names of a rule.
struct RuleScope<'j> {
    judge: &'j Judge<'j>,
    each: Option<&'j Each>,
}

impl Scope for RuleScope<'_> {
    fn resolve(&self, name: &str, steps: &[Access<'_>], _: &Context) -> Option<Resolved> {
        let judge = self.judge;
        let first = match steps.first() {
            Some(Access::Attribute(name)) => Some(*name),
            Some(Access::Index(key)) => key.as_str(),
            None => None,
        };
        let whole = |value| Resolved { value, consumed: 0 };
        let one = |value| Resolved { value, consumed: 1 };
        match name {
            "self" => Some(whole(judge.subject_value())),
            "each" => {
                let (key, value) = self.each.or(judge.rule.entry.as_ref())?;
                match first {
                    Some("key") => Some(one(key.clone())),
                    Some("value") => Some(one(value.clone())),
                    _ => Some(whole(each(key.clone(), value.clone()))),
                }
            }
            "local" => Some(one(judge.local(first?)?)),
            "param" => Some(one(judge.param(first?)?)),
            "change" => Some(one(judge.change(first?)?)),
            "config" => Some(one(declared(judge.settings, first?))),
            _ => None,
        }
    }

    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        self.judge.call(name, args, context)
    }
}

/// The names of a function: its parameters.
struct FunctionScope<'j> {
    judge: &'j Judge<'j>,
    params: &'j [Arc<str>],
    args: &'j [Value],
}

impl Scope for FunctionScope<'_> {
    fn resolve(&self, name: &str, _: &[Access<'_>], _: &Context) -> Option<Resolved> {
        let at = self.params.iter().position(|param| &**param == name)?;
        Some(Resolved {
            value: self.args[at].clone(),
            consumed: 0,
        })
    }

    fn call(&self, name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
        self.judge.call(name, args, context)
    }
}

/// A value as a message shows it.
pub(crate) fn show(value: &Value) -> String {
    if value.marks.is_hidden() {
        return "(sensitive)".to_owned();
    }
    match &value.kind {
        Kind::Null => "null".to_owned(),
        Kind::Unknown(_) => "(not known)".to_owned(),
        Kind::Sequence(_, elements) => elements.iter().map(show).collect::<Vec<_>>().join(", "),
        Kind::Mapping(_, entries) => {
            let mut text = String::from("{");
            for (index, (key, value)) in entries.iter().enumerate() {
                let comma = if index == 0 { " " } else { ", " };
                let _ = write!(text, "{comma}{key} = {}", show(value));
            }
            text.push_str(" }");
            text
        }
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            value.to_text().as_deref().unwrap_or_default().to_owned()
        }
    }
}
