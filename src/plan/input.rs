//! What an input is that is not a plan or a state, and what to do about it.

use std::fmt;

use serde::de::IgnoredAny;

use super::part::join_path;
use super::place::{TextPlace, json_path};

/// Why an input could not be read as a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// There is nothing in it.
    Empty,
    /// The file that `terraform plan -out` writes.
    BinaryPlan,
    /// A state in a version of the file that is not read.
    StateVersion(u64),
    /// State or plan that `OpenTofu` has encrypted.
    Encrypted,
    /// The events that `terraform plan -json` prints.
    Events,
    /// What `terraform plan` or `terraform show` prints for people.
    ForPeople,
    /// JSON of another of Terraform's commands: which.
    OtherOutput(&'static str),
    /// JSON, but no plan: its first keys, or what it is instead of an object.
    NotAPlan(String),
    /// Not UTF-8 (nor UTF-16 with its mark).
    NotText(TextPlace),
    /// Not JSON.
    NotJson(TextPlace, String),
    /// The text ends before the JSON does.
    Truncated(TextPlace),
    /// Something follows the JSON.
    Trailing(TextPlace),
    /// Nested deeper than any plan.
    TooDeep(TextPlace),
    /// A part of it is larger than that of any plan.
    TooLarge(TextPlace),
    /// It could not be read on from here: what the system, or the decoder of gzip, says.
    Unread(TextPlace, String),
    /// A value is not of the type that the format says.
    Shape {
        /// The way to it, such as `resource_changes[3].change.actions`.
        path: String,
        /// Where it is.
        place: TextPlace,
        /// What is wrong.
        message: String,
    },
    /// A version of the format that is not read.
    Version(String),
}

impl InputError {
    /// What to do about it.
    pub fn help(&self) -> String {
        const MAKE: &str =
            "make it with `terraform plan -out=PLAN` and `terraform show -json PLAN > plan.json`";
        match self {
            Self::BinaryPlan => "run `terraform show -json PLAN > plan.json` on it in the directory it was made in, and \
                 check plan.json; or let cldlint do that with --terraform-bin terraform"
                .to_owned(),
            Self::StateVersion(_) => "cldlint reads version 4, which Terraform 0.12 and later and OpenTofu write; \
                 run `terraform show -json > state.json` and check state.json"
                .to_owned(),
            Self::Encrypted => format!("tofu can decrypt it; {}", MAKE.replace("terraform", "tofu")),
            Self::Events => {
                format!("`terraform plan -json` prints events, not the plan; {MAKE}")
            }
            Self::ForPeople => format!("cldlint reads the JSON form; {MAKE}"),
            Self::Empty | Self::Truncated(_) => format!(
                "the command that wrote it may have failed or been stopped; {MAKE}"
            ),
            Self::NotText(_) | Self::NotJson(..) | Self::NotAPlan(_) | Self::OtherOutput(_) => {
                format!("cldlint reads directories of configuration and plans in JSON; {MAKE}")
            }
            Self::Unread(..) => "check that the file is whole and can be read".to_owned(),
            Self::Trailing(_) | Self::TooDeep(_) | Self::TooLarge(_) | Self::Shape { .. } => {
                format!("the file does not look as Terraform writes it; {MAKE}")
            }
            Self::Version(_) => "cldlint reads versions 0.1, 0.2 and 1.x, which Terraform 0.12 to 1.x and OpenTofu write; \
                 use a newer cldlint, or check the configuration's directory instead"
                .to_owned(),
        }
    }

    /// The error of a parser that has read `bytes` from `start` on; they are at `place`, and `path` leads to them.
    pub(super) fn within(
        bytes: &[u8],
        place: TextPlace,
        path: &str,
        start: usize,
        error: &serde_json::Error,
    ) -> Self {
        use serde_json::error::Category;
        let part = bytes.get(start..).unwrap_or_default();
        let offset = start + TextPlace::offset_of(part, error.line(), error.column());
        let at = |offset: usize| place.after(bytes.get(..offset).unwrap_or(bytes));
        let message = phrase(error);
        if message.starts_with("recursion limit") {
            return Self::TooDeep(at(offset));
        }
        match error.classify() {
            Category::Eof => Self::Truncated(at(bytes.len())),
            Category::Data => Self::Shape {
                path: join_path(path, &json_path(bytes, offset)),
                place: at(offset),
                message,
            },
            Category::Syntax | Category::Io => match valid_up_to(bytes, offset) {
                Some(wrong) => Self::NotText(at(wrong)),
                None => Self::NotJson(at(offset), message),
            },
        }
    }
}

/// The first byte that is not UTF-8, at `offset` or before.
fn valid_up_to(bytes: &[u8], offset: usize) -> Option<usize> {
    let error = std::str::from_utf8(bytes.get(..=offset)?).err()?;
    error.error_len().map(|_| error.valid_up_to())
}

/// The message without serde's place, which counts from the start of the part, and without texts, which may be secret.
fn phrase(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rfind(" at line ").map_or(&*text, |at| &text[..at]);
    let quoted = text.find(": string \"").zip(text.rfind("\", expected "));
    match quoted {
        Some((start, end)) => {
            let (before, after) = (&text[..start], &text[end + 1..]);
            format!("{before}: string{after}")
        }
        None => text.to_owned(),
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::BinaryPlan => {
                f.write_str("this is a plan in Terraform's own binary form, not in JSON")
            }
            Self::StateVersion(version) => {
                write!(f, "this is a state of version {version}, which is not read")
            }
            Self::Encrypted => f.write_str("this is encrypted by OpenTofu"),
            Self::Events => {
                f.write_str("these are the events that `terraform plan -json` prints, not a plan")
            }
            Self::ForPeople => {
                f.write_str("this is what Terraform prints for people, not a plan in JSON")
            }
            Self::OtherOutput(command) => write!(f, "this is what {command} prints, not a plan"),
            Self::NotAPlan(what) => write!(f, "this is JSON, but not a plan: {what}"),
            Self::NotText(place) => write!(f, "this is not text in UTF-8: a wrong byte at {place}"),
            Self::NotJson(place, message) => write!(f, "this is not JSON: {message} at {place}"),
            Self::Truncated(place) => write!(f, "the JSON is cut off: it ends at {place}"),
            Self::Trailing(place) => write!(f, "something follows the JSON at {place}"),
            Self::TooDeep(place) => write!(f, "the JSON is nested too deeply at {place}"),
            Self::TooLarge(place) => write!(f, "the JSON has too large a part at {place}"),
            Self::Unread(place, message) => write!(f, "cannot be read on from {place}: {message}"),
            Self::Shape {
                path,
                place,
                message,
            } => {
                if path.is_empty() {
                    write!(f, "this is not as the format says: {message} at {place}")
                } else {
                    write!(
                        f,
                        "this is not as the format says: `{path}`: {message} at {place}"
                    )
                }
            }
            Self::Version(version) => {
                write!(f, "the format_version is {version}, which is not read")
            }
        }
    }
}

impl std::error::Error for InputError {}

/// Whether this is what Terraform prints for people.
pub(super) fn is_for_people(head: &str) -> bool {
    [
        "Terraform will perform",
        "Terraform used the selected providers",
        "OpenTofu will perform",
        "OpenTofu used the selected providers",
        "No changes.",
        "Changes to Outputs",
    ]
    .iter()
    .any(|phrase| head.contains(phrase))
}

/// What a text is that does not begin like a JSON object. `head` is its beginning, or all of it.
pub(super) fn refuse_early(head: &[u8], is_all: bool) -> InputError {
    let Some(&first) = head.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return InputError::Empty;
    };
    if is_for_people(&String::from_utf8_lossy(head)) {
        return InputError::ForPeople;
    }
    match serde_json::from_slice::<IgnoredAny>(head) {
        Err(error) if is_all || !error.is_eof() => {
            InputError::within(head, TextPlace::START, "", 0, &error)
        }
        Ok(_) | Err(_) => InputError::NotAPlan(
            match first {
                b'[' => "it is a list",
                b'"' => "it is a text",
                b't' | b'f' => "it is a truth value",
                b'n' => "it is null",
                _ => "it is a number",
            }
            .to_owned(),
        ),
    }
}

/// Says by the keys of an object what it is that is no plan; `None` when they are those of a plan or of a state.
pub(super) fn refuse_by_keys(keys: &[String]) -> Option<InputError> {
    let has = |name: &str| keys.iter().any(|key| key == name);
    if has("@level") || has("@message") {
        return Some(InputError::Events);
    }
    if has("encrypted_data") {
        return Some(InputError::Encrypted);
    }
    if has("plan_format_version") {
        return Some(InputError::OtherOutput("HCP Terraform"));
    }
    let plan = ["resource_changes", "planned_values", "configuration"]
        .into_iter()
        .any(has);
    if plan && (has("format_version") || has("resource_changes") || has("planned_values")) {
        return None;
    }
    if is_stored_state(keys) {
        return None;
    }
    if has("provider_schemas") {
        return Some(InputError::OtherOutput(
            "`terraform providers schema -json`",
        ));
    }
    if has("valid") && has("diagnostics") {
        return Some(InputError::OtherOutput("`terraform validate -json`"));
    }
    if has("format_version") && keys.iter().all(|key| STATE_KEYS.contains(&key.as_str())) {
        return None;
    }
    let shown: Vec<_> = keys.iter().take(3).map(|key| format!("{key:?}")).collect();
    Some(InputError::NotAPlan(if shown.is_empty() {
        "it is an empty object".to_owned()
    } else {
        format!("its keys are {}", shown.join(", "))
    }))
}

/// Whether these are the keys of a state as Terraform stores it.
pub(super) fn is_stored_state(keys: &[String]) -> bool {
    let has = |name: &str| keys.iter().any(|key| key == name);
    has("version") && (has("lineage") || has("serial") || has("terraform_version"))
}

/// The keys of `terraform show -json` of a state.
const STATE_KEYS: [&str; 5] = [
    "format_version",
    "terraform_version",
    "values",
    "checks",
    "timestamp",
];

/// The versions of the format: refuses those that are not known, and says whether a known one is newer than this code.
pub(super) fn check_version(version: Option<&str>) -> Result<Option<String>, InputError> {
    let Some(version) = version else {
        return Err(InputError::Version("missing".to_owned()));
    };
    let refused = || InputError::Version(format!("{version:?}"));
    let (major, minor) = version.split_once('.').ok_or_else(refused)?;
    let minor: u32 = minor.parse().map_err(|_| refused())?;
    match (major, minor) {
        ("0", 1 | 2) | ("1", 0..=2) => Ok(None),
        ("0" | "1", _) => Ok(Some(version.to_owned())),
        _ => Err(refused()),
    }
}
