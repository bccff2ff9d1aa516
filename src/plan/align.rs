//! Which planned element is which written one: sets are in another order in a plan than in source.

use rustc_hash::FxHashSet;

use crate::value::{Kind, Value};

use super::document::same_document;
use super::values::is_unset;

/// How many pairs are compared; where there are more, the order of the plan stays.
const COMPARED: usize = 1_000_000;

/// A new order of planned elements.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// The planned elements in their new order.
    pub(super) order: Vec<usize>,
    /// For each of them the written one it comes from, if it can be told.
    pub(super) sources: Vec<Option<usize>>,
}

/// Puts planned elements in the order in which they are written. Those that are not written come last.
pub(super) fn align(planned: &[Value], written: &[Value]) -> Alignment {
    let same = planned.len() == written.len()
        && planned
            .iter()
            .zip(written)
            .all(|(planned, written)| agreement(planned, written, Mode::Strict).is_some());
    if same {
        return Alignment {
            order: (0..planned.len()).collect(),
            sources: (0..planned.len()).map(Some).collect(),
        };
    }
    let mut chosen: Vec<Option<usize>> = vec![None; written.len()];
    if planned.len().saturating_mul(written.len()) <= COMPARED {
        choose(planned, written, Mode::Strict, &mut chosen);
        choose(planned, written, Mode::Partly, &mut chosen);
    }
    let mut order = Vec::with_capacity(planned.len());
    let mut sources = Vec::with_capacity(planned.len());
    let mut placed = vec![false; planned.len()];
    for (source, chosen) in chosen.iter().enumerate() {
        if let Some(index) = *chosen {
            placed[index] = true;
            order.push(index);
            sources.push(Some(source));
        }
    }
    for (index, placed) in placed.into_iter().enumerate() {
        if !placed {
            order.push(index);
            sources.push(None);
        }
    }
    Alignment { order, sources }
}

/// How much a planned element must have of a written one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// All that is known.
    Strict,
    /// Something: providers write some values anew (`6` becomes `tcp`), and the source may have changed since.
    Partly,
}

/// Chooses for each written element that has none the planned one that agrees best; those of which most is known choose
/// first.
fn choose(planned: &[Value], written: &[Value], mode: Mode, chosen: &mut [Option<usize>]) {
    let mut by_known: Vec<usize> = (0..written.len())
        .filter(|&index| chosen[index].is_none())
        .collect();
    by_known.sort_by_key(|&index| std::cmp::Reverse(known_parts(&written[index])));
    let mut taken = vec![false; planned.len()];
    for &index in chosen.iter().flatten() {
        taken[index] = true;
    }
    for source in by_known {
        let best = planned
            .iter()
            .enumerate()
            .filter(|(index, _)| !taken[*index])
            .filter_map(|(index, planned)| {
                Some((agreement(planned, &written[source], mode)?, index))
            })
            .filter(|&(score, _)| mode == Mode::Strict || score > 0)
            .max_by_key(|&(score, index)| (score, std::cmp::Reverse(index)));
        if let Some((_, index)) = best {
            taken[index] = true;
            chosen[source] = Some(index);
        }
    }
}

fn known_parts(value: &Value) -> usize {
    match &value.kind {
        Kind::Null | Kind::Unknown(_) => 0,
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => 1,
        Kind::Sequence(_, elements) => elements.iter().map(known_parts).sum(),
        Kind::Mapping(_, entries) => entries.values().map(known_parts).sum(),
    }
}

/// In how many known parts both agree; `None` when they differ in one more than the mode allows.
fn agreement(planned: &Value, written: &Value, mode: Mode) -> Option<usize> {
    if planned.is_null() || is_unset(planned) {
        return Some(0);
    }
    match (&planned.kind, &written.kind) {
        (Kind::Mapping(_, planned), Kind::Mapping(_, written)) => {
            let mut score = 0;
            for (name, written) in written.iter() {
                if let Some(planned) = planned.get(name) {
                    score += agreement(planned, written, mode)?;
                }
            }
            Some(score)
        }
        (Kind::Sequence(_, planned), Kind::Sequence(_, written)) => members(planned, written, mode),
        _ => match (scalar(planned), scalar(written)) {
            (Some(a), Some(b)) if a == b || same_document(&a, &b) => Some(1),
            (Some(_), Some(_)) => (mode == Mode::Partly).then_some(0),
            _ => Some(0),
        },
    }
}

/// Whether what is written is among what is planned, as far as it is known.
fn members(planned: &[Value], written: &[Value], mode: Mode) -> Option<usize> {
    if planned.iter().any(|value| value.as_unknown().is_some()) {
        return Some(0);
    }
    let have: FxHashSet<String> = planned.iter().filter_map(scalar).collect();
    let mut score = 0;
    for written in written.iter().filter_map(scalar) {
        if have.contains(&written) {
            score += 1;
        } else if mode == Mode::Strict {
            return None;
        }
    }
    Some(score)
}

/// A known bool, number or string as text, in which they convert to each other.
fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Bool(value) => Some(value.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::String(text) => Some(text.to_string()),
        Kind::Null | Kind::Sequence(..) | Kind::Mapping(..) | Kind::Unknown(_) => None,
    }
}
