//! What is remembered of variables, locals and outputs, each of which is evaluated once.

use crate::value::Value;

use super::evaluator::Memo;

/// Names a definition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Definition {
    pub(super) kind: DefinitionKind,
    /// The number of the module instance; for what the instances of a module share, that of the module.
    pub(super) owner: u32,
    /// Its number there.
    pub(super) index: u32,
}

/// What sort of definition it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum DefinitionKind {
    /// A variable or an output, by its declaration.
    Declared,
    /// A local value.
    Local,
    /// A local value that is the same in all instances of a module.
    SharedLocal,
}

/// The definitions of one owner: for each, one more than its place among the values; zero for those not asked for. Most
/// are never asked for, so it is the places that are kept in rows and not the values.
type Row = Vec<u32>;

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    rows: [Vec<Row>; 3],
    values: Vec<Memo<Value>>,
}

impl Definitions {
    /// What is remembered of a definition.
    pub(super) fn get(&self, definition: Definition) -> Option<&Memo<Value>> {
        let rows = &self.rows[definition.kind as usize];
        let row = rows.get(definition.owner as usize)?;
        let place = *row.get(definition.index as usize)?;
        self.values.get((place as usize).checked_sub(1)?)
    }

    /// Remembers something of a definition, in place of what was.
    pub(super) fn set(&mut self, definition: Definition, memo: Memo<Value>) {
        let rows = &mut self.rows[definition.kind as usize];
        let row = at(rows, definition.owner);
        let place = at(row, definition.index);
        if let Some(known) = (*place as usize)
            .checked_sub(1)
            .and_then(|place| self.values.get_mut(place))
        {
            *known = memo;
            return;
        }
        self.values.push(memo);
        *place = u32::try_from(self.values.len()).unwrap_or(0);
    }
}

/// The entry of that number, and all before it if they are not there yet.
fn at<T: Default>(list: &mut Vec<T>, index: u32) -> &mut T {
    let index = index as usize;
    if list.len() <= index {
        list.resize_with(index + 1, T::default);
    }
    &mut list[index]
}
