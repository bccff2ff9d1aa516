//! Places in YAML.

use std::panic::{AssertUnwindSafe, catch_unwind};

use libyaml_safer::{Event, EventData, Parser};

use crate::value::PathStep;

use super::event::ended;

/// The line, counted from one, where what a path leads to is written; of the entry of a mapping, that of its key. `None`
/// for an empty path, and where the path leads nowhere or through an alias.
pub fn yaml_line(text: &str, path: &[PathStep]) -> Option<usize> {
    if path.is_empty() {
        return None;
    }
    let (text, _) = ended(text);
    let mut parser = Parser::new();
    parser.set_input(text.as_bytes());
    let mut events = Events(parser);
    loop {
        let event = events.next()?;
        if is_node(&event.data) {
            return events.follow(&event, path, None);
        }
        if matches!(event.data, EventData::StreamEnd) {
            return None;
        }
    }
}

struct Events<'t>(Parser<&'t [u8]>);

impl Events<'_> {
    fn next(&mut self) -> Option<Event> {
        // Some malformed text makes the scanner panic, which must not end what is judged.
        let parser = AssertUnwindSafe(&mut self.0);
        catch_unwind(move || { parser }.parse()).ok()?.ok()
    }

    /// Follows a path into the node that an event begins; `line` is where that node's key stands, if it has one.
    fn follow(&mut self, node: &Event, path: &[PathStep], line: Option<usize>) -> Option<usize> {
        let here = line.unwrap_or_else(|| line_of(node));
        let Some((step, rest)) = path.split_first() else {
            return Some(here);
        };
        let mut index = 0;
        loop {
            let part = self.next()?;
            if !is_node(&part.data) {
                return None;
            }
            match (&node.data, step) {
                (EventData::MappingStart { .. }, PathStep::Key(wanted)) => {
                    let is_it = matches!(&part.data, EventData::Scalar { value, .. } if **value == **wanted);
                    let key = line_of(&part);
                    self.pass(&part)?;
                    let value = self.next()?;
                    if is_it {
                        return self.follow(&value, rest, Some(key));
                    }
                    self.pass(&value)?;
                }
                (EventData::SequenceStart { .. }, PathStep::Index(wanted)) => {
                    if index == *wanted {
                        return self.follow(&part, rest, None);
                    }
                    self.pass(&part)?;
                    index += 1;
                }
                _ => return None,
            }
        }
    }

    /// Passes over what is left of the node that an event begins.
    fn pass(&mut self, node: &Event) -> Option<()> {
        let mut open = usize::from(is_start(&node.data));
        while open > 0 {
            let event = self.next()?;
            if is_start(&event.data) {
                open += 1;
            } else if !is_node(&event.data) {
                open -= 1;
            }
        }
        Some(())
    }
}

fn line_of(event: &Event) -> usize {
    usize::try_from(event.start_mark.line).map_or(1, |line| line + 1)
}

const fn is_start(data: &EventData) -> bool {
    matches!(
        data,
        EventData::MappingStart { .. } | EventData::SequenceStart { .. }
    )
}

const fn is_node(data: &EventData) -> bool {
    is_start(data) || matches!(data, EventData::Scalar { .. } | EventData::Alias { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# People\n- name: a\n  roles:\n    - x\n    - {y: 1, z: [2, 3]}\n- name: b\n";

    #[test]
    fn paths_lead_to_lines() {
        let key = |name: &str| PathStep::Key(name.into());
        let at = PathStep::Index;
        for (path, line) in [
            (vec![at(0)], Some(2)),
            (vec![at(0), key("roles")], Some(3)),
            (vec![at(0), key("roles"), at(0)], Some(4)),
            (vec![at(0), key("roles"), at(1), key("z"), at(1)], Some(5)),
            (vec![at(1), key("name")], Some(6)),
            (vec![at(1), key("roles")], None),
            (vec![at(2)], None),
            (vec![key("name")], None),
            (vec![], None),
        ] {
            assert_eq!(yaml_line(TEXT, &path), line, "{path:?}");
        }
        assert_eq!(yaml_line("a: [", &[key("b")]), None);
    }
}
