//! The JSON of a plan: what is read of it, and nothing else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

/// A JSON value whose texts are borrowed where they hold no escapes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json<'a> {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(Cow<'a, str>),
    Array(Vec<Self>),
    Object(BTreeMap<Cow<'a, str>, Self>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Entries(None).deserialize(deserializer)
    }
}

/// Reads a value; of an object only the entries of these names, where there are any.
pub(super) struct Entries<'n>(pub(super) Option<&'n BTreeSet<Arc<str>>>);

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        struct JsonVisitor<'n>(Option<&'n BTreeSet<Arc<str>>>);
        impl<'de> Visitor<'de> for JsonVisitor<'_> {
            type Value = Json<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Json<'de>, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
                Ok(Json::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
                Ok(Json::Number(value.into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
                Ok(Json::Number(value.into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
                Ok(serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
                Ok(Json::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
                Ok(Json::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json<'de>, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(Json::Array(elements))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some(Key(key)) = map.next_key()? {
                    if self.0.is_none_or(|names| names.contains(&*key)) {
                        entries.insert(key, map.next_value()?);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Json::Object(entries))
            }
        }
        deserializer.deserialize_any(JsonVisitor(self.0))
    }
}

/// A key of an object.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// The value of a root module's variable.
#[derive(Deserialize)]
pub(super) struct GivenVariable<'a> {
    #[serde(borrow)]
    pub(super) value: Option<Json<'a>>,
}

/// A change that is put off to a later plan.
#[derive(Deserialize)]
pub(super) struct Deferred<'a> {
    #[serde(borrow, default)]
    pub(super) resource_change: Option<DeferredChange<'a>>,
}

#[derive(Deserialize)]
pub(super) struct DeferredChange<'a> {
    #[serde(borrow)]
    pub(super) address: Cow<'a, str>,
}

/// A change of an output.
#[derive(Deserialize)]
pub(super) struct Delta<'a> {
    #[serde(borrow, default)]
    pub(super) after: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) after_unknown: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) after_sensitive: Option<&'a RawValue>,
}

/// A resource or data source as Terraform stores it in a state.
#[derive(Deserialize)]
pub(super) struct StoredResource<'a> {
    #[serde(borrow, default)]
    pub(super) module: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) mode: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    pub(super) type_name: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) instances: Vec<StoredInstance<'a>>,
}

/// One instance of it.
#[derive(Deserialize)]
pub(super) struct StoredInstance<'a> {
    #[serde(borrow, default)]
    pub(super) index_key: Option<Json<'a>>,
    #[serde(default)]
    pub(super) deposed: Option<IgnoredAny>,
    #[serde(borrow, default)]
    pub(super) attributes: Option<&'a RawValue>,
    /// The ways to what is sensitive.
    #[serde(borrow, default)]
    pub(super) sensitive_attributes: Option<Vec<Vec<StoredStep<'a>>>>,
}

/// A step on such a way.
#[derive(Deserialize)]
pub(super) struct StoredStep<'a> {
    #[serde(borrow, default)]
    pub(super) value: Option<Json<'a>>,
}

/// What was written, block by block.
#[derive(Deserialize, Default)]
pub(super) struct Configuration<'a> {
    #[serde(borrow, default)]
    pub(super) provider_config: BTreeMap<String, ProviderConfig<'a>>,
    #[serde(borrow, default)]
    pub(super) root_module: ModuleConfig<'a>,
}

#[derive(Deserialize)]
pub(super) struct ProviderConfig<'a> {
    pub(super) name: String,
    pub(super) alias: Option<String>,
    pub(super) module_address: Option<String>,
    pub(super) version_constraint: Option<String>,
    #[serde(borrow, default)]
    pub(super) expressions: Option<Block<'a>>,
}

#[derive(Deserialize, Default)]
pub(super) struct ModuleConfig<'a> {
    #[serde(borrow, default)]
    pub(super) outputs: BTreeMap<String, OutputConfig<'a>>,
    #[serde(borrow, default)]
    pub(super) resources: Vec<ResourceConfig<'a>>,
    #[serde(borrow, default)]
    pub(super) module_calls: BTreeMap<String, ModuleCall<'a>>,
    #[serde(borrow, default)]
    pub(super) variables: BTreeMap<String, VariableConfig<'a>>,
}

#[derive(Deserialize)]
pub(super) struct OutputConfig<'a> {
    #[serde(borrow, default)]
    pub(super) expression: Option<Expression<'a>>,
    pub(super) sensitive: Option<bool>,
    pub(super) description: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct ResourceConfig<'a> {
    #[serde(borrow)]
    pub(super) address: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) mode: Cow<'a, str>,
    #[serde(borrow, default, rename = "type")]
    pub(super) type_name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(super) provider_config_key: Option<Cow<'a, str>>,
    #[serde(borrow, default, rename = "expressions")]
    pub(super) written: Option<&'a RawValue>,
    /// The same, read where rules need it.
    #[serde(skip)]
    pub(super) expressions: Option<Block<'a>>,
    #[serde(default)]
    pub(super) count_expression: Option<IgnoredAny>,
    #[serde(borrow, default)]
    pub(super) for_each_expression: Option<Expression<'a>>,
}

#[derive(Deserialize)]
pub(super) struct ModuleCall<'a> {
    pub(super) source: Option<String>,
    pub(super) version_constraint: Option<String>,
    #[serde(borrow, default)]
    pub(super) expressions: Option<Block<'a>>,
    #[serde(borrow, default)]
    pub(super) count_expression: Option<Expression<'a>>,
    #[serde(borrow, default)]
    pub(super) for_each_expression: Option<Expression<'a>>,
    #[serde(borrow, default)]
    pub(super) module: ModuleConfig<'a>,
}

#[derive(Deserialize)]
pub(super) struct VariableConfig<'a> {
    #[serde(borrow, default)]
    pub(super) default: Option<Json<'a>>,
    pub(super) sensitive: Option<bool>,
    pub(super) description: Option<String>,
}

/// The arguments and blocks within a block.
pub(super) type Block<'a> = BTreeMap<String, Expression<'a>>;

/// Reads a block; only what it has under these names, where there are any.
pub(super) struct Written<'n>(pub(super) Option<&'n BTreeSet<Arc<str>>>);

impl<'de> DeserializeSeed<'de> for Written<'_> {
    type Value = Block<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Written<'_> {
    type Value = Block<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a block")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Block<'de>, A::Error> {
        let mut block = Block::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if self.0.is_none_or(|names| names.contains(&*key)) {
                block.insert(key.into_owned(), map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(block)
    }
}

/// What configuration has under a name.
#[derive(Debug)]
pub(super) enum Expression<'a> {
    /// An argument.
    Attribute(Attribute<'a>),
    /// A block of a type that occurs once at most (or, keyed by label, a map of blocks).
    Block(Block<'a>),
    /// The blocks of a type that are written out; those of `dynamic` blocks are not among them.
    Blocks(Vec<Block<'a>>),
}

/// The expression of an argument.
#[derive(Debug, Default)]
pub(super) struct Attribute<'a> {
    /// Its value, if it refers to nothing.
    pub(super) constant: Option<Json<'a>>,
    /// What it refers to: each reference followed by its prefixes.
    pub(super) references: Vec<String>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Expression<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Node::deserialize(deserializer)? {
            Node::Expression(expression) => Ok(expression),
            Node::Texts(texts) if texts.is_empty() => Ok(Self::Blocks(Vec::new())),
            Node::Texts(_) => Err(D::Error::custom("expected an expression, found texts")),
        }
    }
}

/// An expression, or the texts under `references`. A block may have an argument that is called `references`, so what
/// stands there is told by its form.
enum Node<'a> {
    Expression(Expression<'a>),
    Texts(Vec<String>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an expression or a list of blocks")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        let mut attribute = Attribute::default();
        let mut block = Block::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "constant_value" => attribute.constant = Some(map.next_value()?),
                "references" => match map.next_value()? {
                    Node::Texts(texts) => attribute.references = texts,
                    Node::Expression(expression) => {
                        block.insert(key, expression);
                    }
                },
                _ => {
                    block.insert(key, map.next_value()?);
                }
            }
        }
        Ok(Node::Expression(if block.is_empty() {
            Expression::Attribute(attribute)
        } else {
            Expression::Block(block)
        }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node<'de>, A::Error> {
        let mut texts = Vec::new();
        let mut blocks = Vec::new();
        while let Some(element) = seq.next_element::<Element<'de>>()? {
            match element {
                Element::Text(text) => texts.push(text),
                Element::Block(block) => blocks.push(block),
            }
        }
        match (texts.is_empty(), blocks.is_empty()) {
            (_, true) => Ok(Node::Texts(texts)),
            (true, false) => Ok(Node::Expression(Expression::Blocks(blocks))),
            (false, false) => Err(A::Error::custom("expected blocks only, found a text")),
        }
    }
}

/// An element of a list of references or of blocks.
enum Element<'a> {
    Text(String),
    Block(Block<'a>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Element<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ElementVisitor;
        impl<'de> Visitor<'de> for ElementVisitor {
            type Value = Element<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a reference or a block")
            }

            fn visit_str<E>(self, text: &str) -> Result<Element<'de>, E> {
                Ok(Element::Text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element<'de>, A::Error> {
                let mut block = Block::new();
                while let Some(key) = map.next_key::<String>()? {
                    block.insert(key, map.next_value()?);
                }
                Ok(Element::Block(block))
            }
        }
        deserializer.deserialize_any(ElementVisitor)
    }
}
