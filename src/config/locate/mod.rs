//! From a path into an entity to the place in the source, and the way its value came there.

mod chain;
mod decisive;
mod document;
mod edit;
mod rounds;
mod tidy;
mod walk;

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::eval::Context;
use crate::model::{EditSite, Entity, EntityKind, Locate, Located, LocatedPart};
use crate::text::{Edit, Place, Span};
use crate::value::{Kind, Path, PathStep};

use super::body::{BodyRef, ExprRef};
use super::evaluator::{Evaluator, Frame, Instance};

/// Where an entity was made.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) instance: Arc<Instance>,
    /// Its declaration; none for the `terraform` blocks.
    pub(super) declaration: Option<u32>,
    pub(super) frame: Frame,
}

impl Site {
    pub(super) fn new(instance: &Arc<Instance>, declaration: Option<u32>, frame: Frame) -> Self {
        Self {
            instance: Arc::clone(instance),
            declaration,
            frame,
        }
    }
}

/// Where the entities of a model were made.
#[derive(Debug, Default)]
pub(super) struct Sites {
    all: Vec<(EntityKind, Arc<str>, Site)>,
    /// Where in `all` the first one with an address is. Models without findings are never asked.
    by_address: OnceLock<FxHashMap<(EntityKind, Arc<str>), usize>>,
}

impl Sites {
    /// Takes in where an entity was made.
    pub(super) fn push(&mut self, entity: &Entity, site: Site) {
        self.all.push((entity.kind, entity.address.clone(), site));
    }

    fn find(&self, entity: &Entity) -> Option<&Site> {
        let by_address = self.by_address.get_or_init(|| {
            let numbered = self.all.iter().enumerate().rev();
            numbered
                .map(|(at, (kind, address, _))| ((*kind, Arc::clone(address)), at))
                .collect()
        });
        let at = by_address.get(&(entity.kind, Arc::clone(&entity.address)))?;
        self.all.get(*at).map(|(_, _, site)| site)
    }
}

/// An expression where it stands, and the way into its value.
#[derive(Clone, Debug)]
struct Spot {
    instance: Arc<Instance>,
    /// The declaration whose `for_each` gives `each` its meaning.
    owner: Option<u32>,
    frame: Frame,
    expr: ExprRef,
    /// What of the value is meant.
    rest: Vec<PathStep>,
}

/// Finds places for the model of one root module.
#[derive(Debug)]
pub(super) struct Locator {
    evaluator: Mutex<Evaluator>,
    sites: Sites,
}

impl Locator {
    pub(super) fn new(evaluator: Evaluator, sites: Sites) -> Self {
        Self {
            evaluator: Mutex::new(evaluator),
            sites,
        }
    }

    fn evaluator(&self) -> MutexGuard<'_, Evaluator> {
        // What was remembered before a panic is complete, so it may be used after one.
        self.evaluator
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn site(&self, entity: &Entity) -> Option<&Site> {
        self.sites.find(entity)
    }
}

impl Locator {
    fn find(&self, entity: &Entity, path: &Path, chains: bool) -> Located {
        let Some(site) = self.site(entity) else {
            return Located {
                span: None,
                part: LocatedPart::Nowhere,
                header: None,
                chain: Vec::new(),
                calls: Vec::new(),
                pointer: None,
            };
        };
        let evaluator = self.evaluator();
        let finder = Finder {
            evaluator: &evaluator,
            context: Context::default(),
            chains,
        };
        let mut located = finder.locate_in(entity.kind, site, path);
        if !chains {
            located.chain.clear();
        }
        located
    }
}

impl Locate for Locator {
    fn locate(&self, entity: &Entity, path: &Path) -> Located {
        self.find(entity, path, true)
    }

    fn locate_place(&self, entity: &Entity, path: &Path) -> Located {
        self.find(entity, path, false)
    }

    fn edit_site(&self, entity: &Entity, path: &Path) -> Option<EditSite> {
        let evaluator = self.evaluator();
        let finder = Finder {
            evaluator: &evaluator,
            context: Context::default(),
            chains: false,
        };
        finder.edit_site(self.site(entity)?, path)
    }

    fn tidy(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let Some(first) = edits.first() else {
            return edits;
        };
        let workspace = &self.evaluator().workspace;
        tidy::tidy(workspace.code(first.span.file()), edits)
    }
}

struct Finder<'f> {
    evaluator: &'f Evaluator,
    context: Context,
    /// Whether chains are asked for.
    chains: bool,
}

impl Finder<'_> {
    /// The header and the bodies of a declaration.
    fn declared(&self, site: &Site) -> (Option<Span>, Vec<BodyRef>) {
        let module = self.evaluator.module(&site.instance);
        match site.declaration {
            Some(index) => {
                let declaration = module.declaration(index);
                (Some(declaration.header), declaration.bodies.clone())
            }
            None => (
                module.terraform.first().map(|&(header, _)| header),
                module.terraform.iter().map(|&(_, body)| body).collect(),
            ),
        }
    }

    /// Where a part of an entity of a kind is.
    fn locate_in(&self, kind: EntityKind, site: &Site, path: &Path) -> Located {
        match (kind, path.steps().split_first(), site.declaration) {
            (EntityKind::Local, Some((_, rest)), Some(index)) => {
                self.locate_local(site, index, rest)
            }
            (EntityKind::Local, None, Some(index)) => self.locate_local(site, index, &[]),
            (EntityKind::Variable, Some((PathStep::Key(first), rest)), Some(index))
                if &**first == "value" =>
            {
                self.locate_variable(site, index, rest)
            }
            _ => self.locate(site, path),
        }
    }

    /// Where a part of a local value was written, and where it comes from.
    fn locate_local(&self, site: &Site, index: u32, rest: &[PathStep]) -> Located {
        let local = &self.evaluator.module(&site.instance).locals[index as usize];
        let mut located = self.at_header(site, None);
        let spot = Spot {
            instance: Arc::clone(&site.instance),
            owner: None,
            frame: site.frame.clone(),
            expr: local.expr,
            rest: rest.to_vec(),
        };
        self.locate_expr(&mut located, spot);
        located
    }

    /// Where a part of the value of a variable was given, and where it comes from; the variable itself where nothing in a
    /// file gives it.
    fn locate_variable(&self, site: &Site, index: u32, rest: &[PathStep]) -> Located {
        let declaration = self.evaluator.declaration(&site.instance, index);
        let mut located = self.at_header(site, Some(declaration.header));
        match self.hop_variable(&site.instance, index, rest.to_vec()) {
            Some(chain::Hop::To { spot, .. }) => self.locate_expr(&mut located, spot),
            Some(chain::Hop::End(place)) => located.chain = vec![place],
            None => {}
        }
        located
    }

    /// The header and nothing else.
    fn at_header(&self, site: &Site, header: Option<Span>) -> Located {
        Located {
            span: header,
            part: LocatedPart::Header,
            header,
            chain: Vec::new(),
            calls: self.calls(&site.instance),
            pointer: None,
        }
    }

    fn locate(&self, site: &Site, path: &Path) -> Located {
        let (header, bodies) = self.declared(site);
        let mut located = self.at_header(site, header);
        let Some(header) = header else {
            return located;
        };
        let steps = path.steps();
        if steps.is_empty() {
            located.part = LocatedPart::Value;
            return located;
        }
        match self.walk_bodies(site, &site.frame, &bodies, header, steps) {
            walk::Found::Block(span) => {
                located.span = Some(span);
                located.part = LocatedPart::Value;
            }
            walk::Found::Absent(span) => {
                located.span = Some(span);
                located.part = LocatedPart::Header;
            }
            walk::Found::Container(span) => {
                located.span = Some(span);
                located.part = LocatedPart::Container;
            }
            walk::Found::Expr(spot) => self.locate_expr(&mut located, spot),
        }
        located
    }

    /// The place of a part of an attribute's value, and where the value comes from.
    fn locate_expr(&self, located: &mut Located, spot: Spot) {
        let attribute = spot.clone();
        let deepest = self.walk_expr(spot);
        if !deepest.spot.rest.is_empty()
            && deepest.text.is_none()
            && self.is_text(&attribute)
            && let Some(written) = self.follow_document(&deepest.spot, 0)
        {
            located.span = Some(written.span);
            located.part = LocatedPart::Value;
            located.chain = written.chain;
            return;
        }
        located.span = Some(deepest.span(self));
        located.part = if deepest.spot.rest.is_empty() || deepest.text.is_some() {
            LocatedPart::Value
        } else {
            LocatedPart::Container
        };
        located.chain = self.chain(&deepest.spot);
    }

    /// Whether the value is a text, so that a path into it is one into the JSON document that the text is.
    fn is_text(&self, spot: &Spot) -> bool {
        let value = self.evaluate(spot);
        match &value.kind {
            Kind::String(_) => true,
            Kind::Unknown(unknown) => unknown.content.is_some(),
            _ => false,
        }
    }

    fn evaluate(&self, spot: &Spot) -> crate::value::Value {
        self.evaluator
            .evaluate(&spot.instance, &spot.frame, spot.expr, &self.context)
    }

    fn span(&self, expr: ExprRef) -> Span {
        self.evaluator
            .workspace
            .code(expr.file)
            .expr_span(expr.expr)
    }

    /// The module calls around an instance, innermost first.
    fn calls(&self, instance: &Instance) -> Vec<Place> {
        instance
            .ancestors()
            .filter_map(|at| {
                let caller = at.caller.as_ref()?;
                let call = self.evaluator.declaration(&caller.instance, caller.call);
                Some(Place {
                    span: call.header,
                    label: format!("{} is called here", at.address),
                })
            })
            .collect()
    }
}
