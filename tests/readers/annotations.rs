//! Workflow commands, as the runner of GitHub Actions finds them: at the beginning of a line, or in the older form
//! anywhere in it.

use super::Command;

pub(crate) fn commands(log: &str) -> Vec<Command> {
    log.lines().filter_map(command).collect()
}

fn command(line: &str) -> Option<Command> {
    let trimmed = line.trim_start();
    let Some(rest) = trimmed.strip_prefix("::") else {
        assert!(!line.contains("##["), "an older command: {line}");
        return None;
    };
    let (head, _) = rest.split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter_map(|property| {
        let (name, value) = property.split_once('=')?;
        Some((name.trim().to_owned(), unescaped(value)))
    });
    Some(Command {
        name: name.to_owned(),
        properties: properties.collect(),
    })
}

fn unescaped(value: &str) -> String {
    let value = value.replace("%0D", "\r").replace("%0A", "\n");
    value
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%25", "%")
}
