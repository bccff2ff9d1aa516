//! Logging commands, as the agent of Azure Pipelines finds them: anywhere in a line.

use super::Command;

pub(crate) fn commands(log: &str) -> Vec<Command> {
    log.lines().filter_map(command).collect()
}

fn command(line: &str) -> Option<Command> {
    let Some(at) = line.find("##vso[") else {
        assert!(!line.contains("##["), "a command of the log: {line}");
        return None;
    };
    assert_eq!(at, 0, "{line}");
    let (head, message) = line["##vso[".len()..].split_once(']').unwrap();
    assert!(
        !message.contains("##vso[") && !message.contains("##["),
        "{line}"
    );
    let (name, properties) = head.split_once(' ').unwrap();
    let properties = properties
        .split(';')
        .filter(|property| !property.is_empty());
    let properties = properties.map(|property| {
        let (name, value) = property.split_once('=').unwrap();
        (name.to_owned(), value.to_owned())
    });
    Some(Command {
        name: name.to_owned(),
        properties: properties.collect(),
    })
}
