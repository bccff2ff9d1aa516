//! Module sources that are computed from variables and locals, which `OpenTofu` evaluates before it fetches modules.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::eval::Context;
use crate::model::EntityKind;
use crate::value::Map;

use super::body::ExprRef;
use super::declare::{Declaration, ModuleId};
use super::evaluator::{Evaluator, Frame, Instance};
use super::modules::Call;
use super::paths::{is_local, normalise};
use super::workspace::Workspace;

/// Where calls with a computed source lead to, as far as that is known: the calling module and the directory.
pub(super) fn targets(workspace: &Arc<Workspace>) -> BTreeSet<(ModuleId, PathBuf)> {
    let mut found = BTreeSet::new();
    for root in workspace.roots() {
        let evaluator = Evaluator::new(workspace, root, Map::new());
        let root = Arc::clone(&evaluator.root_instance);
        visit(&evaluator, &root, &Context::default(), &mut found);
    }
    found
}

fn visit(
    evaluator: &Evaluator,
    instance: &Arc<Instance>,
    context: &Context,
    found: &mut BTreeSet<(ModuleId, PathBuf)>,
) {
    for (index, declaration) in evaluator.module(instance).numbered() {
        if declaration.kind != EntityKind::Module {
            continue;
        }
        if let Some(directory) = evaluator.computed_directory(instance, index, context) {
            found.insert((instance.module, directory));
        }
        if let Call::Instances(_, instances) = &*evaluator.call(instance, index, context) {
            for called in instances {
                visit(evaluator, called, context, found);
            }
        }
    }
}

impl Evaluator {
    /// The source of a module call, if it is not written out as a string.
    fn computed_source(&self, call: &Declaration) -> Option<ExprRef> {
        let expr = self.attribute(call, "source")?;
        let written = self.workspace.code(expr.file).string(expr.expr).is_some();
        (!written).then_some(expr)
    }

    /// The source of a module call, if it is known and may be shown.
    pub(super) fn source(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        context: &Context,
    ) -> Option<String> {
        let call = self.declaration(instance, index);
        let Some(expr) = self.computed_source(call) else {
            let expr = self.attribute(call, "source")?;
            let text = self.workspace.code(expr.file).string(expr.expr)?;
            return Some(text.into_owned());
        };
        // A source that hangs on what its own module gives would be evaluated without end.
        let key = (instance.id, index);
        if !self.sources.borrow_mut().insert(key) {
            return None;
        }
        let value = self.evaluate(instance, &Frame::default(), expr, context);
        self.sources.borrow_mut().remove(&key);
        let shown = !value.marks.is_hidden();
        value.as_str().filter(|_| shown).map(str::to_owned)
    }

    /// The directory that a call with a computed source leads to.
    pub(super) fn computed_directory(
        &self,
        instance: &Arc<Instance>,
        index: u32,
        context: &Context,
    ) -> Option<PathBuf> {
        self.computed_source(self.declaration(instance, index))?;
        let source = self.source(instance, index, context)?;
        is_local(&source).then(|| normalise(&self.module(instance).directory.join(source)))
    }
}
