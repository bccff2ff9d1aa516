//! A resource or data source of a plan or state, or a change of one, read in one go: of its values what rules need is kept
//! as text, and nothing else.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::EntityKind;

use super::input::InputError;
use super::json::{Entries, Json};
use super::needs::Needs;
use super::place::TextPlace;

/// What is done where nothing is.
pub(super) const NO_CHANGE: &str = "no-op";

/// Room for the text of most values, so that it need not grow.
const ROOM: usize = 512;

/// The texts of the objects that hold the values.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) after: Option<Box<str>>,
    pub(super) unknown: Option<Box<str>>,
    pub(super) sensitive: Option<Box<str>>,
    /// Nothing where nothing is done.
    pub(super) before: Option<Box<str>>,
    pub(super) sensitive_before: Option<Box<str>>,
}

/// What is kept of an element that rules need something of.
pub(super) struct Needed {
    pub(super) kind: EntityKind,
    pub(super) type_name: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) address: Arc<str>,
    /// What is done; nothing where that is not a change.
    pub(super) actions: Vec<Arc<str>>,
    pub(super) texts: Texts,
    /// Where it is.
    pub(super) place: TextPlace,
    pub(super) path: String,
}

impl Needed {
    /// The values of which a text tells.
    pub(super) fn json<'t>(&self, text: Option<&'t str>) -> Result<Option<Json<'t>>, InputError> {
        let parse = |text| serde_json::from_str(text).map_err(|error| self.error(&error));
        text.map(parse).transpose()
    }

    /// That a value cannot be read after all, such as one nested too deeply. Its place is that of the element, since what
    /// was around it is gone.
    fn error(&self, error: &serde_json::Error) -> InputError {
        InputError::within(b"", self.place, &self.path, 0, error)
    }

    /// That the element is not what the format says.
    pub(super) fn wrong(&self, key: &str, message: &str) -> InputError {
        InputError::Shape {
            path: super::part::join_path(&self.path, key),
            place: self.place,
            message: message.to_owned(),
        }
    }
}

/// An element as it was read.
pub(super) struct Element<'a> {
    pub(super) address: Cow<'a, str>,
    pub(super) mode: Cow<'a, str>,
    pub(super) type_name: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    /// Whether it is about to go, since another has taken its place.
    pub(super) deposed: bool,
    /// What is done; nothing where that is not a change.
    pub(super) actions: Vec<Cow<'a, str>>,
    /// Nothing where rules need nothing.
    pub(super) texts: Texts,
}

/// The kind of what is of a mode, if that is known.
pub(super) fn kind_of(mode: &str) -> Option<EntityKind> {
    match mode {
        "managed" => Some(EntityKind::Resource),
        "data" => Some(EntityKind::Data),
        _ => None,
    }
}

impl<'a> Element<'a> {
    /// Whether it is gone, or no longer Terraform's, after the change.
    pub(super) fn removes(&self) -> bool {
        let removes = |action: &Cow<'a, str>| action == "delete" || action == "forget";
        !self.actions.is_empty() && self.actions.iter().all(removes)
    }

    /// The element at the start of `bytes`, and where it ends. Of modes that do not count nothing is kept.
    pub(super) fn first(
        bytes: &'a [u8],
        needs: &Needs<'_>,
        counts: &dyn Fn(&str) -> bool,
    ) -> serde_json::Result<(Self, usize)> {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let element = (&mut json).deserialize_map(ElementVisitor { needs, counts })?;
        Ok((element, json.into_iter::<IgnoredAny>().byte_offset()))
    }
}

struct ElementVisitor<'s, 'n> {
    needs: &'s Needs<'n>,
    counts: &'s dyn Fn(&str) -> bool,
}

impl<'de> Visitor<'de> for ElementVisitor<'_, '_> {
    type Value = Element<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a resource")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element<'de>, A::Error> {
        let (mut address, mut mode, mut type_name, mut name) = (None, None, None, None);
        let (mut deposed, mut actions) = (false, Vec::new());
        let mut texts = Texts::default();
        let wants = |mode: &Option<Text<'de>>, type_name: &Option<Text<'de>>| {
            match (mode, type_name) {
                (Some(mode), _) if !(self.counts)(&mode.0) => Wants::Nothing,
                (Some(mode), Some(type_name)) => Wants::of(self.needs, &mode.0, &type_name.0),
                // Whoever sorts the keys has all of it kept until they tell.
                _ => Wants::Everything,
            }
        };
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                "address" => address = Some(map.next_value::<Text<'de>>()?),
                "mode" => mode = Some(map.next_value()?),
                "type" => type_name = Some(map.next_value()?),
                "name" => name = Some(map.next_value::<Text<'de>>()?),
                "deposed" => deposed = map.next_value::<Option<IgnoredAny>>()?.is_some(),
                "change" => {
                    let change = map.next_value_seed(ChangeVisitor(wants(&mode, &type_name)))?;
                    (actions, texts) = (change.actions, change.texts);
                }
                "values" => texts.after = map.next_value_seed(wants(&mode, &type_name))?,
                "sensitive_values" => {
                    texts.sensitive = map.next_value_seed(Marks(wants(&mode, &type_name)))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let missing = A::Error::missing_field;
        Ok(Element {
            address: address.ok_or_else(|| missing("address"))?.0,
            mode: mode.ok_or_else(|| missing("mode"))?.0,
            type_name: type_name.ok_or_else(|| missing("type"))?.0,
            name: name.ok_or_else(|| missing("name"))?.0,
            deposed,
            actions,
            texts,
        })
    }
}

/// A text, borrowed where it holds no escapes.
#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A change.
struct Changed<'a> {
    actions: Vec<Cow<'a, str>>,
    texts: Texts,
}

/// Reads a change.
struct ChangeVisitor<'n>(Wants<'n>);

impl<'de> DeserializeSeed<'de> for ChangeVisitor<'_> {
    type Value = Changed<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ChangeVisitor<'_> {
    type Value = Changed<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a change")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut actions: Option<Vec<Text<'de>>> = None;
        // What is not changed was as it will be.
        let before = |actions: &Option<Vec<Text<'de>>>| match actions.as_deref() {
            Some([only]) if only.0 == NO_CHANGE => Wants::Nothing,
            _ => self.0,
        };
        let mut texts = Texts::default();
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                "actions" => actions = Some(map.next_value()?),
                "before" => texts.before = map.next_value_seed(before(&actions))?,
                "before_sensitive" => {
                    texts.sensitive_before = map.next_value_seed(Marks(before(&actions)))?;
                }
                "after" => texts.after = map.next_value_seed(self.0)?,
                "after_unknown" => texts.unknown = map.next_value_seed(self.0)?,
                "after_sensitive" => texts.sensitive = map.next_value_seed(Marks(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let actions = actions.ok_or_else(|| A::Error::missing_field("actions"))?;
        Ok(Changed {
            actions: actions.into_iter().map(|action| action.0).collect(),
            texts,
        })
    }
}

/// Reads an object of values, as far as it is wanted. A truth value says that something holds for none.
#[derive(Clone, Copy)]
enum Wants<'n> {
    Nothing,
    /// The entries of these names.
    These(&'n BTreeSet<Arc<str>>),
    Everything,
}

impl<'n> Wants<'n> {
    fn of(needs: &Needs<'n>, mode: &str, type_name: &str) -> Self {
        static NONE: BTreeSet<Arc<str>> = BTreeSet::new();
        let Some(kind) = kind_of(mode).filter(|&kind| needs.keeps(kind, type_name)) else {
            return Self::Nothing;
        };
        if !needs.values(kind, type_name) {
            return Self::These(&NONE);
        }
        needs
            .names(kind, type_name)
            .map_or(Self::Everything, Self::These)
    }
}

impl<'de> DeserializeSeed<'de> for Wants<'_> {
    type Value = Option<Box<str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if matches!(self, Self::Nothing) {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(None);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Wants<'_> {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        if value {
            return Err(E::custom("expected an object"));
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut text = String::with_capacity(ROOM);
        text.push('{');
        while let Some(Text(key)) = map.next_key()? {
            if matches!(self, Self::These(names) if !names.contains(&*key)) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            if text.len() > 1 {
                text.push(',');
            }
            text.push_str(&serde_json::to_string(&key).map_err(A::Error::custom)?);
            text.push(':');
            text.push_str(map.next_value::<&RawValue>()?.get());
        }
        text.push('}');
        Ok(Some(text.into()))
    }
}

/// Reads what is sensitive in such an object, which may be all of it.
struct Marks<'n>(Wants<'n>);

impl<'de> DeserializeSeed<'de> for Marks<'_> {
    type Value = Option<Box<str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if matches!(self.0, Wants::Nothing) {
            return self.0.deserialize(deserializer);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Marks<'_> {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(value.then(|| "true".into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(map)
    }
}

/// The values of an object that is still whole, as far as rules need them.
pub(super) fn values<'t>(
    raw: &'t RawValue,
    names: Option<&BTreeSet<Arc<str>>>,
) -> serde_json::Result<Json<'t>> {
    Entries(names).deserialize(&mut serde_json::Deserializer::from_str(raw.get()))
}
