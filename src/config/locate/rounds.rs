//! The rounds of `for` expressions, one of which made the part of a value that is looked for.

use std::sync::Arc;

use crate::syntax::For;
use crate::text::TextRange;
use crate::value::{Kind, Number, PathStep, Sequence, Value};

use super::super::body::Code;
use super::super::evaluator::{Bound, Frame, Rounds};
use super::{Finder, Spot};

/// How many rounds of a `for` expression are told apart.
const MOST_ROUNDS: usize = 20_000;

/// The same where they are not the same for all who ask.
const FEW_ROUNDS: usize = 64;

/// A round of a `for` expression.
struct Round {
    key: Value,
    value: Value,
    /// What leads from the collection to the value.
    step: PathStep,
}

impl Finder<'_> {
    /// What names mean in the rounds of the `for` expression at a spot, by the key or the index that each gives its result.
    pub(super) fn rounds(&self, code: Code<'_>, spot: &Spot, each: &For) -> Arc<Rounds> {
        if !spot.frame.is_plain() {
            return Arc::new(self.make_rounds(code, spot, each, FEW_ROUNDS));
        }
        let key = (spot.instance.id, spot.expr);
        let known = self.evaluator.rounds.borrow().get(&key).cloned();
        if let Some(known) = known {
            return known;
        }
        let rounds = Arc::new(self.make_rounds(code, spot, each, MOST_ROUNDS));
        let mut memory = self.evaluator.rounds.borrow_mut();
        memory.insert(key, Arc::clone(&rounds));
        rounds
    }

    fn make_rounds(&self, code: Code<'_>, spot: &Spot, each: &For, most: usize) -> Rounds {
        let mut made = Rounds::default();
        if each.group {
            return made;
        }
        let collection = self.value_of(spot, each.collection);
        for round in entries(&collection).into_iter().take(most) {
            let inside = Spot {
                frame: round_frame(code, spot, each, round),
                ..spot.clone()
            };
            let holds = |condition| self.value_of(&inside, condition).to_bool() == Some(true);
            if !each.condition.is_none_or(holds) {
                continue;
            }
            let step = match each.key {
                None => Some(PathStep::Index(made.len())),
                Some(key) => self.value_of(&inside, key).to_text().map(PathStep::Key),
            };
            if let Some(step) = step {
                made.entry(step).or_insert(inside.frame);
            }
        }
        made
    }
}

/// What names mean in a round of a `for` expression.
fn round_frame(code: Code<'_>, spot: &Spot, each: &For, round: Round) -> Frame {
    let bind = |name: TextRange, value: Value, outer: &Frame| Frame {
        bound: Some(Arc::new(Bound {
            name: code.text(name).into(),
            value,
            collection: code.reference(each.collection),
            step: round.step.clone(),
            outer: outer.bound.clone(),
        })),
        ..outer.clone()
    };
    let around = match each.key_name {
        Some(name) => bind(name, round.key, &spot.frame),
        None => spot.frame.clone(),
    };
    bind(each.value_name, round.value, &around)
}

/// The keys and values that are iterated over, and the steps that lead to them.
fn entries(collection: &Value) -> Vec<Round> {
    let marks = collection.marks;
    match &collection.kind {
        Kind::Mapping(_, entries) => entries
            .iter()
            .map(|(key, value)| Round {
                key: Value::from(key.clone()).marked(marks),
                value: value.clone().marked(marks),
                step: PathStep::Key(key.clone()),
            })
            .collect(),
        Kind::Sequence(sequence, elements) => elements
            .iter()
            .enumerate()
            .map(|(index, value)| Round {
                key: match sequence {
                    Sequence::Set => value.clone(),
                    Sequence::Tuple | Sequence::List => Number::from_usize(index).into(),
                }
                .marked(marks),
                value: value.clone().marked(marks),
                step: PathStep::Index(index),
            })
            .collect(),
        _ => Vec::new(),
    }
}
