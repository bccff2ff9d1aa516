//! What an input is that is not a plan, and what to do about it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};

use super::place::{TextPlace, json_path};

/// Why an input could not be read as a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// There is nothing in it.
    Empty,
    /// The file that `terraform plan -out` writes.
    BinaryPlan,
    /// A state, as Terraform stores it or as `terraform show -json` prints it.
    State,
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
                 check plan.json"
                .to_owned(),
            Self::State => format!("cldlint checks plans and configuration, not states; {MAKE}"),
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
            Self::Trailing(_) | Self::TooDeep(_) | Self::Shape { .. } => {
                format!("the file does not look as Terraform writes it; {MAKE}")
            }
            Self::Version(_) => "cldlint reads versions 0.1, 0.2 and 1.x, which Terraform 0.12 to 1.x and OpenTofu write; \
                 use a newer cldlint, or check the configuration's directory instead"
                .to_owned(),
        }
    }

    /// The error of a parser that has read `text` from `start` on.
    pub(super) fn of_json(text: &str, start: usize, error: &serde_json::Error) -> Self {
        let part = text.get(start..).unwrap_or("");
        let within = TextPlace::offset_of(part, error.line(), error.column());
        let place = TextPlace::of(text, start + within);
        let message = phrase(error);
        if message.starts_with("recursion limit") {
            return Self::TooDeep(place);
        }
        match error.classify() {
            serde_json::error::Category::Eof => Self::Truncated(TextPlace::of(text, text.len())),
            serde_json::error::Category::Data => Self::Shape {
                path: json_path(text, place.offset),
                place,
                message,
            },
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
                if message.starts_with("trailing characters") {
                    Self::Trailing(place)
                } else {
                    Self::NotJson(place, message)
                }
            }
        }
    }
}

/// The message without serde's place, which counts from the start of the part.
fn phrase(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::BinaryPlan => {
                f.write_str("this is a plan in Terraform's own binary form, not in JSON")
            }
            Self::State => f.write_str("this is a state, not a plan"),
            Self::Encrypted => f.write_str("this is encrypted by OpenTofu"),
            Self::Events => {
                f.write_str("these are the events of `terraform plan -json`, not a plan")
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
            Self::Shape {
                path,
                place,
                message,
            } => {
                if path.is_empty() {
                    write!(
                        f,
                        "the plan is not as the format says: {message} at {place}"
                    )
                } else {
                    write!(
                        f,
                        "the plan is not as the format says: `{path}`: {message} at {place}"
                    )
                }
            }
            Self::Version(version) => write!(
                f,
                "the plan's format_version is {version}, which is not read"
            ),
        }
    }
}

impl std::error::Error for InputError {}

/// The text of an input: a byte order mark is dropped, UTF-16 (which `PowerShell` writes) is decoded.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, InputError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Err(InputError::BinaryPlan);
    }
    let wide: Option<fn([u8; 2]) -> u16> = match bytes {
        [0xff, 0xfe, ..] | [b'{', 0, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, b'{', ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = wide {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        let text = text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text);
        return Ok(Cow::Owned(text));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => {
            let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or("");
            // A character cut in two at the very end is a truncated file, which the parser will say.
            if error.error_len().is_none() && valid.trim_start().starts_with('{') {
                Ok(Cow::Borrowed(valid))
            } else {
                Err(InputError::NotText(TextPlace::of(valid, valid.len())))
            }
        }
    }
}

/// How much of a text is searched for what Terraform prints for people.
const LOOKED_AT: usize = 64 * 1024;

/// What a text is that does not begin like a JSON object; `None` when it does.
pub(super) fn refuse_early(text: &str) -> Option<InputError> {
    let trimmed = text.trim_start();
    if trimmed.is_empty() {
        return Some(InputError::Empty);
    }
    if trimmed.starts_with('{') {
        return None;
    }
    let mut end = LOOKED_AT.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let phrases = [
        "Terraform will perform",
        "Terraform used the selected providers",
        "OpenTofu will perform",
        "OpenTofu used the selected providers",
        "No changes.",
        "Changes to Outputs",
    ];
    if phrases.iter().any(|phrase| head.contains(phrase)) {
        return Some(InputError::ForPeople);
    }
    match serde_json::from_str::<IgnoredAny>(text) {
        Ok(_) => Some(InputError::NotAPlan(
            match trimmed.as_bytes()[0] {
                b'[' => "it is a list",
                b'"' => "it is a text",
                b't' | b'f' => "it is a truth value",
                b'n' => "it is null",
                _ => "it is a number",
            }
            .to_owned(),
        )),
        Err(error) => Some(InputError::of_json(text, 0, &error)),
    }
}

/// The keys of the outermost object, which tell what an input is.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeysVisitor;
        impl<'de> Visitor<'de> for KeysVisitor {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    map.next_value::<IgnoredAny>()?;
                    if keys.len() == 1000 {
                        return Err(A::Error::custom("too many keys"));
                    }
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(KeysVisitor)
    }
}

/// Says what an object is that is no plan; `None` when its keys are those of a plan, or cannot be read.
pub(super) fn refuse_by_keys(text: &str) -> Option<InputError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let Keys(keys) = Keys::deserialize(&mut deserializer).ok()?;
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
    if has("lineage") || has("serial") || (has("version") && has("terraform_version")) {
        return Some(InputError::State);
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
        return Some(InputError::State);
    }
    let shown: Vec<_> = keys.iter().take(3).map(|key| format!("{key:?}")).collect();
    Some(InputError::NotAPlan(if shown.is_empty() {
        "it is an empty object".to_owned()
    } else {
        format!("its keys are {}", shown.join(", "))
    }))
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
