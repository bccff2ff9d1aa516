//! The way a value came to where it is: from an attribute to where it was written.

use crate::eval;
use crate::model::EntityKind;
use crate::syntax::{ExprId, ExprKind, StepKind};
use crate::text::Place;
use crate::value::PathStep;

use super::super::body::Code;
use super::super::evaluator::{Frame, Instance};
use super::super::modules::Call;
use super::super::paths::shown;
use super::super::resources::Element;
use super::super::variables::VariableSource;
use super::decisive::file_of;
use super::{Finder, Site, Spot, walk};

/// How many steps a chain has at most.
const LONGEST: usize = 24;

/// A step back towards where a value was written.
pub(super) enum Hop {
    /// It was given there.
    To { label: String, spot: Spot },
    /// The way ends there.
    End(Place),
}

impl Finder<'_> {
    /// Where the value of an expression came from, nearest first.
    pub(super) fn chain(&self, from: &Spot) -> Vec<Place> {
        let mut chain: Vec<Place> = Vec::new();
        let mut at = from.clone();
        while self.chains && chain.len() < LONGEST {
            match self.hop(&at) {
                None => break,
                Some(Hop::End(place)) => {
                    chain.push(place);
                    break;
                }
                Some(Hop::To { label, spot }) => {
                    let deepest = self.walk_expr(spot);
                    let span = deepest.span(self);
                    if chain.iter().any(|place| place.span == span) {
                        break;
                    }
                    chain.push(Place { span, label });
                    at = deepest.spot;
                }
            }
        }
        chain
    }

    /// One step back from an expression that is not written out.
    pub(super) fn hop(&self, at: &Spot) -> Option<Hop> {
        let code = self.evaluator.workspace.code(at.expr.file);
        let whole = match code.tree.expr(at.expr.expr).kind {
            ExprKind::Traversal { .. } | ExprKind::Name => {
                self.hop_reference(code, at, at.expr.expr, &at.rest)
            }
            ExprKind::Call { name, args, .. } if code.text(name) == "lookup" => {
                self.hop_lookup(code, at, code.tree.exprs(args))
            }
            _ => None,
        };
        if whole.is_some() {
            return whole;
        }
        let decisive = self.decisive(code, at)?;
        if let ExprKind::Call { .. } = code.tree.expr(decisive).kind {
            return self.hop_file(code, at, decisive);
        }
        if decisive == at.expr.expr {
            return None;
        }
        self.hop_reference(code, at, decisive, &[])
    }

    /// One step back from a `lookup` that finds its key.
    fn hop_lookup(&self, code: Code<'_>, at: &Spot, args: &[ExprId]) -> Option<Hop> {
        let &[map, key, ..] = args else { return None };
        let key = self.value_of(at, key);
        let key = key.as_str()?;
        self.value_of(at, map).as_mapping()?.get(key)?;
        let path = std::iter::once(PathStep::Key(key.into())).chain(at.rest.iter().cloned());
        self.hop_reference(code, at, map, &path.collect::<Vec<_>>())
    }

    /// The end of the way at a file that a call reads.
    fn hop_file(&self, code: Code<'_>, at: &Spot, call: ExprId) -> Option<Hop> {
        let path = self.value_of(at, file_of(code, call)?);
        let file = path
            .as_str()
            .filter(|_| !path.deep_marks().is_hidden())
            .and_then(|path| self.evaluator.sandboxed(path).ok());
        let whole = call == at.expr.expr;
        let label = match file {
            None => "read from a file".to_owned(),
            Some(file) => {
                let line = self
                    .evaluator
                    .workspace
                    .documents
                    .text(&file)
                    .filter(|_| whole)
                    .and_then(|text| eval::yaml_line(&text, &at.rest));
                match line {
                    Some(line) => format!("read from {}, line {line}", shown(&file)),
                    None => format!("read from {}", shown(&file)),
                }
            }
        };
        Some(Hop::End(Place {
            span: code.expr_span(call),
            label,
        }))
    }

    /// One step back from a reference.
    pub(super) fn hop_reference(
        &self,
        code: Code<'_>,
        at: &Spot,
        expr: ExprId,
        rest: &[PathStep],
    ) -> Option<Hop> {
        let (name, steps) = self.spelt(code, at, expr)?;
        if let Some(iterator) = at.frame.iterator(&name) {
            let mut path = vec![entry_step(&iterator.key, iterator.position)];
            path.extend(steps.get(1..)?.iter().cloned());
            path.extend_from_slice(rest);
            return Some(Hop::To {
                label: format!("`{name}` goes over this"),
                spot: Spot {
                    frame: Frame {
                        iterators: iterator.outer.clone(),
                        ..at.frame.clone()
                    },
                    expr: iterator.collection,
                    rest: path,
                    ..at.clone()
                },
            });
        }
        if let Some(bound) = at.frame.bound(&name) {
            let path = std::iter::once(&bound.step).chain(&steps).chain(rest);
            return Some(Hop::To {
                label: format!("`{name}` goes over this"),
                spot: Spot {
                    frame: Frame {
                        bound: bound.outer.clone(),
                        ..at.frame.clone()
                    },
                    expr: bound.collection,
                    rest: path.cloned().collect(),
                    ..at.clone()
                },
            });
        }
        let (PathStep::Key(first), after) = steps.split_first()? else {
            return None;
        };
        let rest: Vec<PathStep> = after.iter().chain(rest).cloned().collect();
        let module = self.evaluator.module(&at.instance);
        match name.as_str() {
            "var" => self.hop_variable(&at.instance, module.variable(first)?, rest),
            "local" => {
                let local = &module.locals[module.local(first)? as usize];
                Some(Hop::To {
                    label: format!("local.{first}"),
                    spot: Spot {
                        owner: None,
                        frame: Frame::default(),
                        expr: local.expr,
                        rest,
                        ..at.clone()
                    },
                })
            }
            "module" => self.hop_output(at, module.call(first)?, &rest),
            "each" => {
                let owner = self.evaluator.declaration(&at.instance, at.owner?);
                let expr = self.evaluator.attribute(owner, "for_each")?;
                let (key, _) = at.frame.each.as_ref()?;
                let mut path = vec![PathStep::Key(key.as_str()?.into())];
                path.extend(rest);
                Some(Hop::To {
                    label: format!("`for_each` goes over this, here {:?}", key.as_str()?),
                    spot: Spot {
                        owner: None,
                        frame: Frame::default(),
                        expr,
                        rest: path,
                        ..at.clone()
                    },
                })
            }
            "data" | "ephemeral" | "resource" => {
                let (PathStep::Key(second), rest) = rest.split_first()? else {
                    return None;
                };
                let kind = match name.as_str() {
                    "data" => EntityKind::Data,
                    "ephemeral" => EntityKind::Ephemeral,
                    _ => EntityKind::Resource,
                };
                let index = module.resource(kind, first, second)?;
                self.hop_resource(at, index, rest)
            }
            _ => {
                let index = module.resource(EntityKind::Resource, &name, first)?;
                self.hop_resource(at, index, &rest)
            }
        }
    }

    /// One step back from a variable of a module instance.
    pub(super) fn hop_variable(
        &self,
        instance: &Instance,
        index: u32,
        rest: Vec<PathStep>,
    ) -> Option<Hop> {
        let variable = self.evaluator.declaration(instance, index);
        let root = |expr, label| Hop::To {
            label,
            spot: Spot {
                instance: self.evaluator.root_instance.clone(),
                owner: None,
                frame: Frame::default(),
                expr,
                rest: rest.clone(),
            },
        };
        Some(match self.evaluator.variable_source(instance, variable) {
            VariableSource::Argument { expr, caller } => Hop::To {
                label: format!("passed in by {}", instance.address),
                spot: Spot {
                    instance: caller.instance.clone(),
                    owner: Some(caller.call),
                    frame: caller.frame.clone(),
                    expr,
                    rest,
                },
            },
            VariableSource::File(expr) => root(expr, "set here".to_owned()),
            VariableSource::Default(expr) => {
                root(expr, format!("default of var.{}", variable.name))
            }
            VariableSource::Text(origin, _) => Hop::End(Place {
                span: variable.header,
                label: format!("given by {}", origin.name(&variable.name)),
            }),
            VariableSource::Given(_) => return None,
            VariableSource::Nothing => Hop::End(Place {
                span: variable.header,
                label: format!("nothing gives var.{} a value", variable.name),
            }),
        })
    }

    fn hop_output(&self, at: &Spot, call: u32, rest: &[PathStep]) -> Option<Hop> {
        let made = self.evaluator.call(&at.instance, call, &self.context);
        let Call::Instances(expansion, instances) = &*made else {
            let declaration = self.evaluator.declaration(&at.instance, call);
            return Some(Hop::End(Place {
                span: declaration.header,
                label: "the source of this module is not here".to_owned(),
            }));
        };
        let (element, rest) = element_of(expansion, rest)?;
        let instance = instances.get(element as usize)?;
        let (PathStep::Key(name), rest) = rest.split_first()? else {
            return None;
        };
        let output = self.evaluator.module(instance).output(name)?;
        let output = self.evaluator.declaration(instance, output);
        Some(Hop::To {
            label: format!("output of {}", instance.address),
            spot: Spot {
                instance: instance.clone(),
                owner: None,
                frame: Frame::default(),
                expr: self.evaluator.attribute(output, "value")?,
                rest: rest.to_vec(),
            },
        })
    }

    fn hop_resource(&self, at: &Spot, index: u32, rest: &[PathStep]) -> Option<Hop> {
        let (element, steps, site) = self.resource_site(at, index, rest)?;
        let declaration = self.evaluator.declaration(&at.instance, index);
        let address = self.evaluator.address(
            element,
            &self.evaluator.expansion(&at.instance, index, &self.context),
        );
        match self.walk_bodies(
            &site,
            &site.frame,
            &declaration.bodies,
            declaration.header,
            steps,
        ) {
            walk::Found::Expr(spot) => Some(Hop::To {
                label: format!("set by {address}"),
                spot,
            }),
            walk::Found::Block(span) | walk::Found::Absent(span) | walk::Found::Container(span) => {
                Some(Hop::End(Place {
                    span,
                    label: address.to_string(),
                }))
            }
        }
    }

    /// The resource instance that a reference names, and the steps into it.
    pub(super) fn resource_site<'r>(
        &self,
        at: &'r Spot,
        index: u32,
        rest: &'r [PathStep],
    ) -> Option<(Element<'r>, &'r [PathStep], Site)> {
        let expansion = self.evaluator.expansion(&at.instance, index, &self.context);
        let (element, steps) = element_of(&expansion, rest)?;
        let site = Site::new(&at.instance, Some(index), expansion.frame(element));
        let element = Element {
            instance: &at.instance,
            index,
            place: element,
        };
        Some((element, steps, site))
    }

    /// The name that a reference begins with.
    fn root_name(code: Code<'_>, object: ExprId) -> Option<String> {
        let node = code.tree.expr(object);
        matches!(node.kind, ExprKind::Name).then(|| code.text(node.range).to_owned())
    }

    /// The name and the steps of a reference, as far as their keys are known.
    pub(super) fn spelt(
        &self,
        code: Code<'_>,
        at: &Spot,
        expr: ExprId,
    ) -> Option<(String, Vec<PathStep>)> {
        let (object, steps) = match code.tree.expr(expr).kind {
            ExprKind::Name => (expr, &[][..]),
            ExprKind::Traversal { object, steps } => (object, code.tree.steps(steps)),
            _ => return None,
        };
        let name = Self::root_name(code, object)?;
        let mut path = Vec::new();
        for step in steps {
            path.push(match step.kind {
                StepKind::Attribute(name) => PathStep::Key(code.text(name).into()),
                StepKind::LegacyIndex(digits) => PathStep::Index(code.text(digits).parse().ok()?),
                StepKind::Index(key) => {
                    let key = self.value_of(at, key);
                    match key.as_str() {
                        Some(text) => PathStep::Key(text.into()),
                        None => PathStep::Index(key.to_text()?.parse().ok()?),
                    }
                }
                StepKind::AttributeSplat | StepKind::FullSplat => break,
            });
        }
        Some((name, path))
    }
}

/// The step to an element of what is iterated over.
fn entry_step(key: &crate::value::Value, position: usize) -> PathStep {
    match key.as_str() {
        Some(key) => PathStep::Key(key.into()),
        None => PathStep::Index(position),
    }
}

/// The instance that the steps after a block's name choose, and the steps that are left.
fn element_of<'r>(
    expansion: &super::super::expand::Expansion,
    rest: &'r [PathStep],
) -> Option<(u32, &'r [PathStep])> {
    use super::super::expand::Expansion;
    match (expansion, rest.split_first()) {
        (Expansion::Single | Expansion::UnknownEnabled(_), _) => Some((0, rest)),
        (Expansion::UnknownCount(_) | Expansion::UnknownEach(_), Some((first, left))) => {
            match first {
                PathStep::Index(_) => Some((0, left)),
                PathStep::Key(_) if matches!(expansion, Expansion::UnknownEach(_)) => {
                    Some((0, left))
                }
                PathStep::Key(_) => None,
            }
        }
        (_, Some((PathStep::Index(index), left))) => {
            let element = u32::try_from(*index).ok()?;
            (element < expansion.len()).then_some((element, left))
        }
        (_, Some((PathStep::Key(key), left))) => Some((expansion.find(&key.clone().into())?, left)),
        (_, None) => None,
    }
}
