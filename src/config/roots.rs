//! Which modules are roots: those that no other calls.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::declare::{ModuleId, ModuleSource, number};

/// Calls from one module to another whose source is computed.
pub(super) type ComputedCalls = BTreeSet<(ModuleId, ModuleId)>;

/// Which modules call which.
struct Calls<'m> {
    modules: &'m [ModuleSource],
    computed: &'m ComputedCalls,
}

impl Calls<'_> {
    /// The modules that a module calls.
    fn of(&self, id: ModuleId) -> impl Iterator<Item = ModuleId> {
        let computed = self
            .computed
            .range((id, ModuleId(0))..=(id, ModuleId(u32::MAX)));
        let written = self.modules[id.0 as usize].calls.values().copied();
        written.chain(computed.map(|&(_, target)| target))
    }

    /// Adds all modules that `from` leads to.
    fn reach(&self, from: ModuleId, reached: &mut FxHashSet<ModuleId>) {
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(self.of(id));
            }
        }
    }
}

/// The candidates that no other module calls, by directory. Where modules call each other in a circle, the first of the
/// circle.
pub(super) fn find_roots(
    modules: &[ModuleSource],
    candidates: &BTreeSet<ModuleId>,
    computed: &ComputedCalls,
) -> Vec<ModuleId> {
    let calls = Calls { modules, computed };
    let mut called = FxHashSet::default();
    for (index, _) in modules.iter().enumerate() {
        let id = ModuleId(number(index));
        called.extend(calls.of(id).filter(|&target| target != id));
    }
    let mut roots: Vec<ModuleId> = candidates
        .iter()
        .copied()
        .filter(|id| !called.contains(id))
        .collect();
    let mut reached = FxHashSet::default();
    for &root in &roots {
        calls.reach(root, &mut reached);
    }
    for &id in candidates {
        if !reached.contains(&id) {
            roots.push(id);
            calls.reach(id, &mut reached);
        }
    }
    roots.sort_by(|a, b| {
        modules[a.0 as usize]
            .directory
            .cmp(&modules[b.0 as usize].directory)
    });
    roots
}
