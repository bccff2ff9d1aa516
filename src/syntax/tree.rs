//! The syntax tree of one file: an arena of small nodes that point into the text.
//!
//! Nodes hold ranges and ids only, never text of their own, so a tree costs a few bytes per byte of source, and is
//! dropped at once whatever its depth. Text comes from the [`Source`](crate::text::Source) the tree was made from.

use crate::text::{FileId, TextRange};

/// Declares an id: the index of a node in its arena.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) u32);

        impl $name {
            /// The place in the arena.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// Names a [`Body`].
    BodyId;
    /// Names a [`Block`].
    BlockId;
    /// Names an [`Attribute`].
    AttributeId;
    /// Names an [`Expr`].
    ExprId;
    /// Names a [`For`].
    ForId;
}

/// A run of consecutive entries of one of the tree's pools.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct List<T> {
    pub(super) start: u32,
    pub(super) len: u32,
    pub(super) of: std::marker::PhantomData<fn() -> T>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> List<T> {
    pub(super) const fn new(start: u32, len: u32) -> Self {
        Self {
            start,
            len,
            of: std::marker::PhantomData,
        }
    }

    /// How many entries.
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }

    pub(super) const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// The content of a file or of a block.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// Attributes and blocks in the order of the text.
    pub items: List<Item>,
    /// From after the opening brace to before the closing one; the whole text for a file.
    pub range: TextRange,
    /// Whether something in this body could not be read. What could be read is in `items`.
    pub broken: bool,
}

/// An entry of a [`Body`].
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// `name = value`.
    Attribute(AttributeId),
    /// `type "label" { ... }`.
    Block(BlockId),
}

/// `name = value`.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// The name (in JSON: the property's name, without its quotes).
    pub name: TextRange,
    /// The value.
    pub expr: ExprId,
    /// From the name to the end of the value.
    pub range: TextRange,
}

/// `type "label" { ... }`.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The type, such as `resource`.
    pub kind: TextRange,
    /// The labels, quoted or bare.
    pub labels: List<Label>,
    /// From the type to the last label: what is marked when the block as a whole is meant.
    pub header: TextRange,
    /// From the type to the closing brace.
    pub range: TextRange,
    /// The content.
    pub body: BodyId,
}

/// A label of a block.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// The text between the quotes, escapes and all.
    pub text: TextRange,
    /// With the quotes.
    pub range: TextRange,
}

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it is, without surrounding white space and comments. A heredoc ends after its closing marker's line text.
    pub range: TextRange,
}

/// The kinds of expression.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number,
    /// A template: a quoted string, a heredoc, or a string in JSON.
    Template(Template),
    /// `[a, b]`.
    Tuple(List<ExprId>),
    /// `{ a = b }`.
    Object(List<ObjectItem>),
    /// A plain name, such as `var` in `var.x`; also an object key written bare.
    Name,
    /// `object.a[0].*.b`: an expression and what is taken out of it, in order.
    Traversal {
        /// What it starts from; mostly a [`ExprKind::Name`].
        object: ExprId,
        /// The steps, at least one.
        steps: List<Step>,
    },
    /// `name(a, b...)`.
    Call {
        /// The name, with any `provider::x::` before it.
        name: TextRange,
        /// The arguments.
        args: List<ExprId>,
        /// Whether `...` follows the last argument.
        expand: bool,
    },
    /// A `for` expression in brackets or braces.
    For(ForId),
    /// `condition ? a : b`.
    Conditional {
        /// Decides.
        condition: ExprId,
        /// The value when it is true.
        when_true: ExprId,
        /// The value when it is false.
        when_false: ExprId,
    },
    /// `a op b`.
    Binary {
        /// The operator.
        operator: BinaryOperator,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// `!a` or `-a`.
    Unary {
        /// The operator.
        operator: UnaryOperator,
        /// The operand.
        operand: ExprId,
    },
    /// `(a)`.
    Parenthesis(ExprId),
    /// Something that could not be read; the file has a [`SyntaxError`] within this range.
    Invalid,
}

/// A template: literals and what is put between them.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// How it is written.
    pub form: TemplateForm,
    /// The parts in order. No part: the empty string.
    pub parts: List<TemplatePart>,
}

/// How a template is written, which decides how its literals are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateForm {
    /// `"..."`.
    Quoted,
    /// `<<EOT`.
    Heredoc,
    /// `<<-EOT`: the common indentation is taken off.
    IndentedHeredoc,
    /// A string of a `.tf.json` file. Its literals have JSON's escapes.
    Json,
}

/// A part of a template.
#[derive(Clone, Copy, Debug)]
pub enum TemplatePart {
    /// Text as written; [`Tree::literal`] reads it (escapes, indentation, strip markers of its neighbours, NFC).
    Literal(TemplateLiteral),
    /// `${ expr }`.
    Interpolation {
        /// The value.
        expr: ExprId,
        /// From `${` to `}`.
        range: TextRange,
    },
    /// `%{ if condition }`. Its `else` and `endif` follow as parts of their own, properly nested.
    If {
        /// Decides.
        condition: ExprId,
        /// From `%{` to `}`.
        range: TextRange,
    },
    /// `%{ else }`.
    Else(TextRange),
    /// `%{ endif }`.
    EndIf(TextRange),
    /// `%{ for key, value in collection }`. Its `endfor` follows as a part of its own, properly nested.
    For {
        /// The name for the key or index, if two names are given.
        key: Option<TextRange>,
        /// The name for the value.
        value: TextRange,
        /// What is iterated over.
        collection: ExprId,
        /// From `%{` to `}`.
        range: TextRange,
    },
    /// `%{ endfor }`.
    EndFor(TextRange),
}

/// Literal text in a template.
#[derive(Clone, Copy, Debug)]
pub struct TemplateLiteral {
    /// The text as written.
    pub range: TextRange,
    /// How many characters of indentation are taken off its beginning. In a `<<-` heredoc every line is a literal of
    /// its own.
    pub dedent: u32,
    /// Whether a `~}` before it takes off its leading white space.
    pub strip_start: bool,
    /// Whether a `${~` or `%{~` after it takes off its trailing white space.
    pub strip_end: bool,
}

/// `key = value` in an object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectItem {
    /// The key. A [`ExprKind::Name`] is the key itself; anything else is evaluated.
    pub key: ExprId,
    /// The value.
    pub value: ExprId,
}

/// What a traversal takes next.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What is taken.
    pub kind: StepKind,
    /// With its dot or brackets.
    pub range: TextRange,
}

/// The kinds of [`Step`].
#[derive(Clone, Copy, Debug)]
pub enum StepKind {
    /// `.name`; the range is the name's.
    Attribute(TextRange),
    /// `[key]`.
    Index(ExprId),
    /// `.0`: the digits.
    LegacyIndex(TextRange),
    /// `.*`: reaches over the attribute steps that follow.
    AttributeSplat,
    /// `[*]`: reaches over all steps that follow.
    FullSplat,
}

/// A `for` expression.
#[derive(Clone, Copy, Debug)]
pub struct For {
    /// The name for the key or index, if two names are given.
    pub key_name: Option<TextRange>,
    /// The name for the value.
    pub value_name: TextRange,
    /// What is iterated over.
    pub collection: ExprId,
    /// The key of the result; present for `{ for ... }`, absent for `[ for ... ]`.
    pub key: Option<ExprId>,
    /// The value of the result.
    pub value: ExprId,
    /// The filter.
    pub condition: Option<ExprId>,
    /// Whether `...` groups the values of a key.
    pub group: bool,
}

/// The operators between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// The operators before one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum UnaryOperator {
    Not,
    Negate,
}

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From its marker to its end, without the line break.
    pub range: TextRange,
}

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong: a phrase in lower case, without a full stop.
    pub message: String,
    /// What to do about it, where that is known.
    pub help: Option<&'static str>,
    /// Where.
    pub range: TextRange,
}

/// The tree of one file.
#[derive(Debug)]
pub struct Tree {
    pub(super) file: FileId,
    pub(super) json: bool,
    pub(super) root: BodyId,
    pub(super) bodies: Vec<Body>,
    pub(super) items: Vec<Item>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) blocks: Vec<Block>,
    pub(super) labels: Vec<Label>,
    pub(super) exprs: Vec<Expr>,
    pub(super) children: Vec<ExprId>,
    pub(super) object_items: Vec<ObjectItem>,
    pub(super) steps: Vec<Step>,
    pub(super) parts: Vec<TemplatePart>,
    pub(super) fors: Vec<For>,
    pub(super) comments: Vec<Comment>,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) skipped: Vec<TextRange>,
}

impl Tree {
    /// The file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Whether the file is JSON. There, every property of an object is an [`Attribute`]; what is a block is for the
    /// reader of the body to say, as in Terraform.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Names the content of the file.
    pub const fn root_id(&self) -> BodyId {
        self.root
    }

    /// The content of the file.
    pub fn root(&self) -> &Body {
        self.body(self.root)
    }

    /// A body.
    pub fn body(&self, id: BodyId) -> &Body {
        &self.bodies[id.index()]
    }

    /// The entries of a body.
    pub fn items(&self, body: &Body) -> &[Item] {
        &self.items[body.items.range()]
    }

    /// The attributes of a body.
    pub fn attributes<'a>(
        &'a self,
        body: &Body,
    ) -> impl Iterator<Item = (AttributeId, &'a Attribute)> + use<'a> {
        self.items(body).iter().filter_map(|item| match *item {
            Item::Attribute(id) => Some((id, self.attribute(id))),
            Item::Block(_) => None,
        })
    }

    /// The blocks of a body.
    pub fn blocks<'a>(
        &'a self,
        body: &Body,
    ) -> impl Iterator<Item = (BlockId, &'a Block)> + use<'a> {
        self.items(body).iter().filter_map(|item| match *item {
            Item::Block(id) => Some((id, self.block(id))),
            Item::Attribute(_) => None,
        })
    }

    /// An attribute.
    pub fn attribute(&self, id: AttributeId) -> &Attribute {
        &self.attributes[id.index()]
    }

    /// A block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// The labels of a block.
    pub fn labels(&self, block: &Block) -> &[Label] {
        &self.labels[block.labels.range()]
    }

    /// An expression.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.index()]
    }

    /// The elements of a tuple, or the arguments of a call.
    pub fn exprs(&self, list: List<ExprId>) -> &[ExprId] {
        &self.children[list.range()]
    }

    /// The entries of an object.
    pub fn object_items(&self, list: List<ObjectItem>) -> &[ObjectItem] {
        &self.object_items[list.range()]
    }

    /// The steps of a traversal.
    pub fn steps(&self, list: List<Step>) -> &[Step] {
        &self.steps[list.range()]
    }

    /// The parts of a template.
    pub fn parts(&self, list: List<TemplatePart>) -> &[TemplatePart] {
        &self.parts[list.range()]
    }

    /// A `for` expression.
    pub fn for_expr(&self, id: ForId) -> &For {
        &self.fors[id.index()]
    }

    /// The comments in the order of the text.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What is wrong in the file, in the order of the text. Empty exactly when Terraform accepts its syntax.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }

    /// Text that belongs to no item because of an error in it.
    pub fn skipped(&self) -> &[TextRange] {
        &self.skipped
    }
}
