//! Terraform's functions.
//!
//! One table names them all. A function whose result is not fixed before apply, or that is not evaluated here, is in
//! the table too: its result is unknown. Functions that read files are for the scope to answer.

#![expect(
    clippy::unnecessary_wraps,
    reason = "all functions of the table have one signature"
)]

mod charset;
mod collection;
mod convert;
mod csv;
mod dialect;
mod digest;
mod encoding;
mod float;
mod format;
mod gzip;
mod json;
mod network;
mod number;
mod pattern;
mod rsa;
mod sequence;
mod set;
mod string;
mod tfvars;
mod time;
mod uuid;
mod yaml;

use std::cell::Cell;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::value::{Kind, Map, Marks, Number, Reason, Unknown, Value};

pub(super) use set::set_of;

pub use digest::encode_file;
pub use json::{decode_json, encode_json};
pub use yaml::yaml_line;

use super::Context;
use super::expression::{a, not_null};
use super::traversal::{elements, entries};

/// The result of a function; an `Err` is the message of an error.
type Outcome = Result<Value, String>;

/// How a function deals with what is unknown, and with marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// The arguments must be known throughout, else the result is unknown. The result has all marks of the arguments.
    Whole,
    /// The function looks into its arguments: elements may be unknown, and keep their marks. An argument that is
    /// unknown as a whole makes the result unknown.
    Parts,
    /// The function looks into its arguments, and the result tells something of all elements: it has all their marks.
    Elements,
    /// The function deals with everything itself.
    Raw,
    /// The result is unknown.
    Never,
}

/// A function.
struct Function {
    name: &'static str,
    style: Style,
    /// The fewest and the most arguments.
    arity: (usize, usize),
    run: fn(&Call<'_>) -> Outcome,
}

/// Any number of arguments.
const MANY: usize = usize::MAX;

/// A call of a function.
struct Call<'a> {
    name: &'static str,
    args: &'a [Value],
    context: &'a Context,
    /// Set when a bound was reached. What fails then is no error, which `try` would pass over, but unknown.
    limited: Cell<bool>,
}

const fn whole(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&Call<'_>) -> Outcome,
) -> Function {
    Function {
        name,
        style: Style::Whole,
        arity: (least, most),
        run,
    }
}

const fn parts(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&Call<'_>) -> Outcome,
) -> Function {
    Function {
        name,
        style: Style::Parts,
        arity: (least, most),
        run,
    }
}

const fn elements_of(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&Call<'_>) -> Outcome,
) -> Function {
    Function {
        name,
        style: Style::Elements,
        arity: (least, most),
        run,
    }
}

const fn raw(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&Call<'_>) -> Outcome,
) -> Function {
    Function {
        name,
        style: Style::Raw,
        arity: (least, most),
        run,
    }
}

const fn never(name: &'static str, least: usize, most: usize) -> Function {
    Function {
        name,
        style: Style::Never,
        arity: (least, most),
        run: |call| Ok(Reason::Function(call.name.into()).into()),
    }
}

/// All functions, in the order of their names.
const FUNCTIONS: &[Function] = &[
    whole("abs", 1, 1, number::abs),
    whole("abspath", 1, 1, string::abspath),
    elements_of("alltrue", 1, 1, collection::alltrue),
    elements_of("anytrue", 1, 1, collection::anytrue),
    whole("base64decode", 1, 1, encoding::base64decode),
    whole("base64encode", 1, 1, encoding::base64encode),
    whole("base64gunzip", 1, 1, gzip::base64gunzip),
    whole("base64gzip", 1, 1, gzip::base64gzip),
    whole("base64sha256", 1, 1, digest::of_text),
    whole("base64sha512", 1, 1, digest::of_text),
    whole("basename", 1, 1, string::basename),
    whole("bcrypt", 1, MANY, bcrypt),
    // Evaluated where calls are, since they look at the errors of their arguments.
    never("can", 1, 1),
    whole("ceil", 1, 1, number::ceil),
    whole("chomp", 1, 1, string::chomp),
    parts("chunklist", 2, 2, sequence::chunklist),
    whole("cidrcontains", 2, 2, network::cidrcontains),
    whole("cidrhost", 2, 2, network::cidrhost),
    whole("cidrnetmask", 1, 1, network::cidrnetmask),
    whole("cidrsubnet", 3, 3, network::cidrsubnet),
    whole("cidrsubnets", 1, MANY, network::cidrsubnets),
    raw("coalesce", 1, MANY, collection::coalesce),
    raw("coalescelist", 1, MANY, collection::coalescelist),
    elements_of("compact", 1, 1, sequence::compact),
    parts("concat", 1, MANY, sequence::concat),
    elements_of("contains", 2, 2, collection::contains),
    whole("csvdecode", 1, 1, csv::csvdecode),
    whole("dirname", 1, 1, string::dirname),
    elements_of("distinct", 1, 1, sequence::distinct),
    parts("element", 2, 2, sequence::element),
    whole("endswith", 2, 2, string::endswith),
    raw("ephemeralasnull", 1, 1, convert::ephemeralasnull),
    never("file", 1, 1),
    never("filebase64", 1, 1),
    never("filebase64sha256", 1, 1),
    never("filebase64sha512", 1, 1),
    never("fileexists", 1, 1),
    never("filemd5", 1, 1),
    never("fileset", 2, 2),
    never("filesha1", 1, 1),
    never("filesha256", 1, 1),
    never("filesha512", 1, 1),
    parts("flatten", 1, 1, sequence::flatten),
    whole("floor", 1, 1, number::floor),
    raw("format", 1, MANY, string::format),
    whole("formatdate", 2, 2, time::formatdate),
    parts("formatlist", 1, MANY, string::formatlist),
    whole("indent", 2, 2, string::indent),
    elements_of("index", 2, 2, sequence::index),
    raw("issensitive", 1, 1, convert::issensitive),
    raw("join", 2, MANY, string::join),
    raw("jsondecode", 1, 1, encoding::jsondecode),
    raw("jsonencode", 1, 1, encoding::jsonencode),
    parts("keys", 1, 1, collection::keys),
    parts("length", 1, 1, collection::length),
    whole("log", 2, 2, number::log),
    raw("lookup", 2, 3, collection::lookup),
    whole("lower", 1, 1, string::lower),
    whole("matchkeys", 3, 3, sequence::matchkeys),
    whole("max", 1, MANY, number::max),
    whole("md5", 1, 1, digest::of_text),
    raw("merge", 0, MANY, collection::merge),
    whole("min", 1, MANY, number::min),
    raw("nonsensitive", 1, 1, convert::nonsensitive),
    parts("one", 1, 1, collection::one),
    whole("parseint", 2, 2, number::parseint),
    whole("pathexpand", 1, 1, string::pathexpand),
    never("plantimestamp", 0, 0),
    whole("pow", 2, 2, number::pow),
    whole(
        "provider::terraform::decode_tfvars",
        1,
        1,
        tfvars::decode_tfvars,
    ),
    whole(
        "provider::terraform::encode_expr",
        1,
        1,
        tfvars::encode_expr,
    ),
    whole(
        "provider::terraform::encode_tfvars",
        1,
        1,
        tfvars::encode_tfvars,
    ),
    whole("range", 1, 3, sequence::range),
    whole("regex", 2, 2, string::regex),
    whole("regexall", 2, 2, string::regexall),
    whole("replace", 3, 3, string::replace),
    parts("reverse", 1, 1, sequence::reverse),
    whole("rsadecrypt", 2, 2, rsa::rsadecrypt),
    raw("sensitive", 1, 1, convert::sensitive),
    whole("setintersection", 1, MANY, set::setintersection),
    parts("setproduct", 1, MANY, set::setproduct),
    whole("setsubtract", 2, 2, set::setsubtract),
    elements_of("setunion", 1, MANY, set::setunion),
    whole("sha1", 1, 1, digest::of_text),
    whole("sha256", 1, 1, digest::of_text),
    whole("sha512", 1, 1, digest::of_text),
    whole("signum", 1, 1, number::signum),
    parts("slice", 3, 3, sequence::slice),
    elements_of("sort", 1, 1, sequence::sort),
    whole("split", 2, 2, string::split),
    raw("startswith", 2, 2, string::startswith),
    raw("strcontains", 2, 2, string::strcontains),
    whole("strrev", 1, 1, string::strrev),
    whole("substr", 3, 3, string::substr),
    whole("sum", 1, 1, number::sum),
    never("templatefile", 2, 2),
    never("templatestring", 2, 2),
    whole("textdecodebase64", 2, 2, charset::textdecodebase64),
    whole("textencodebase64", 2, 2, charset::textencodebase64),
    whole("timeadd", 2, 2, time::timeadd),
    whole("timecmp", 2, 2, time::timecmp),
    never("timestamp", 0, 0),
    whole("title", 1, 1, string::title),
    raw("tobool", 1, 1, convert::tobool),
    raw("tolist", 1, 1, convert::tolist),
    raw("tomap", 1, 1, convert::tomap),
    raw("tonumber", 1, 1, convert::tonumber),
    raw("toset", 1, 1, convert::toset),
    raw("tostring", 1, 1, convert::tostring),
    whole("transpose", 1, 1, collection::transpose),
    whole("trim", 2, 2, string::trim),
    whole("trimprefix", 2, 2, string::trimprefix),
    whole("trimspace", 1, 1, string::trimspace),
    whole("trimsuffix", 2, 2, string::trimsuffix),
    never("try", 0, MANY),
    whole("upper", 1, 1, string::upper),
    whole("urldecode", 1, 1, encoding::urldecode),
    whole("urlencode", 1, 1, encoding::urlencode),
    never("uuid", 0, 0),
    whole("uuidv5", 2, 2, uuid::uuidv5),
    parts("values", 1, 1, collection::values),
    whole("yamldecode", 1, 1, yaml::yamldecode),
    raw("yamlencode", 1, 1, yaml::yamlencode),
    parts("zipmap", 2, 2, collection::zipmap),
];

/// Whether Terraform has a function of that name.
pub fn is_function(name: &str) -> bool {
    find(name).is_some()
}

fn find(name: &str) -> Option<&'static Function> {
    static BY_NAME: LazyLock<FxHashMap<&str, &Function>> =
        LazyLock::new(|| FUNCTIONS.iter().map(|of| (of.name, of)).collect());
    BY_NAME.get(name).copied()
}

/// Calls a function; `None` when there is none of that name.
pub fn call(name: &str, args: &[Value], context: &Context) -> Option<Result<Value, String>> {
    let function = find(name)?;
    let call = Call {
        name: function.name,
        args,
        context,
        limited: Cell::new(false),
    };
    let outcome = call.run(function);
    if call.limited.get() {
        let reason = Reason::Limit(format!("the result of {name}()").into());
        return Some(Ok(Value::from(reason).marked(call.marks())));
    }
    Some(outcome)
}

impl<'a> Call<'a> {
    fn run(&self, function: &Function) -> Outcome {
        let (least, most) = function.arity;
        if self.args.len() < least || self.args.len() > most {
            let wanted = match (least, most) {
                (least, most) if least == most => format!("{least}"),
                (least, MANY) => format!("at least {least}"),
                (least, most) => format!("{least} to {most}"),
            };
            return Err(format!("takes {wanted} arguments, not {}", self.args.len()));
        }
        let unknown = match function.style {
            Style::Raw => return (function.run)(self),
            Style::Never => true,
            Style::Whole => self.args.iter().any(Value::has_unknown),
            Style::Parts | Style::Elements => self.args.iter().any(Value::is_unknown),
        };
        let marks = self.args.iter().fold(Marks::default(), |marks, arg| {
            marks.union(match function.style {
                Style::Whole | Style::Elements => arg.deep_marks(),
                _ => arg.marks,
            })
        });
        if !unknown {
            return Ok((function.run)(self)?.marked(marks));
        }
        let mut result = self.unknown();
        if function.style == Style::Never {
            let reason = Unknown::because(Reason::Function(self.name.into()));
            result.absorb(&reason);
        }
        let may_be_null = ["element", "one"].contains(&self.name);
        result.not_null = !may_be_null;
        Ok(Value::from(result).marked(marks))
    }

    /// The marks that the arguments themselves have.
    fn marks(&self) -> Marks {
        let marks = self.args.iter().map(|arg| arg.marks);
        marks.fold(Marks::default(), Marks::union)
    }

    /// The marks of the arguments and of everything in them.
    fn deep_marks(&self) -> Marks {
        let marks = self.args.iter().map(Value::deep_marks);
        marks.fold(Marks::default(), Marks::union)
    }

    /// An unknown result because of the arguments.
    fn unknown(&self) -> Unknown {
        let mut unknown = Unknown::default();
        self.args.iter().for_each(|arg| unknown.absorb_value(arg));
        unknown
    }

    /// The unknown result of a function whose result is never null.
    fn unknown_result(&self) -> Value {
        not_null(self.unknown())
    }

    /// Fails for a null argument.
    fn present(&self, at: usize) -> Result<&'a Value, String> {
        let arg = &self.args[at];
        if arg.is_null() {
            return Err(format!("argument {} is null", at + 1));
        }
        Ok(arg)
    }

    fn text(&self, at: usize) -> Result<Arc<str>, String> {
        let arg = self.present(at)?;
        arg.to_text()
            .ok_or_else(|| format!("argument {} must be a string, not {}", at + 1, a(arg)))
    }

    fn number(&self, at: usize) -> Result<Number, String> {
        let arg = self.present(at)?;
        arg.to_number()
            .ok_or_else(|| format!("argument {} must be a number, not {}", at + 1, a(arg)))
    }

    /// A whole number.
    fn int(&self, at: usize) -> Result<i64, String> {
        let number = self.number(at)?;
        number
            .as_i64()
            .ok_or_else(|| format!("argument {} must be a whole number, not {number}", at + 1))
    }

    /// The elements of a list, set or tuple. While a rule is judged, null has none.
    fn list(&self, at: usize) -> Result<Vec<Value>, String> {
        let arg = &self.args[at];
        if arg.is_null() && self.context.is_lenient() {
            return Ok(Vec::new());
        }
        let arg = self.present(at)?;
        if !matches!(arg.kind, Kind::Sequence(..)) {
            return Err(format!(
                "argument {} must be a list, not {}",
                at + 1,
                a(arg)
            ));
        }
        self.charge(arg.as_sequence().map_or(0, <[Value]>::len))?;
        Ok(elements(arg, self.context))
    }

    /// The elements of a list as text.
    fn texts(&self, at: usize) -> Result<Vec<Arc<str>>, String> {
        let parts = self.list(at)?;
        let parts = parts.iter().map(|part| {
            part.to_text()
                .ok_or_else(|| format!("argument {} must hold strings, not {}", at + 1, a(part)))
        });
        parts.collect()
    }

    /// The entries of an object or map. While a rule is judged, null has none.
    fn map(&self, at: usize) -> Result<Map, String> {
        let arg = &self.args[at];
        if arg.is_null() && self.context.is_lenient() {
            return Ok(Map::new());
        }
        let arg = self.present(at)?;
        let Some(map) = arg.as_mapping() else {
            return Err(format!("argument {} must be a map, not {}", at + 1, a(arg)));
        };
        self.charge(map.len())?;
        Ok(entries(arg, self.context))
    }

    /// Fails when so many more steps are too many.
    fn charge(&self, steps: usize) -> Result<(), String> {
        self.fits(steps)?;
        if !self.context.charge(steps) {
            return Err(self.too_large());
        }
        Ok(())
    }

    /// Fails for a collection of more elements than functions make.
    fn fits(&self, elements: usize) -> Result<(), String> {
        if elements > MAX_ELEMENTS {
            return Err(self.too_large());
        }
        Ok(())
    }

    /// Says that the result is beyond a bound.
    fn too_large(&self) -> String {
        self.limited.set(true);
        "the result is too large to evaluate".to_owned()
    }
}

/// The largest collection that a function makes.
const MAX_ELEMENTS: usize = 4 << 20;

/// A password is hashed with chance, so that nothing is known but that it can be.
fn bcrypt(call: &Call<'_>) -> Outcome {
    call.text(0)?;
    if call.args.len() > 1 {
        call.number(1)?;
    }
    Ok(not_null(Unknown::because(Reason::Function(
        call.name.into(),
    ))))
}

/// A whole number as a value.
fn count(number: usize) -> Value {
    Kind::Number(Number::from_usize(number)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
        // Those of Terraform, three that OpenTofu adds, and three of the provider that is built in.
        assert_eq!(FUNCTIONS.len(), 118 + 3 + 3);
    }

    /// Values of every kind, and text that means something to one function or another.
    fn odd_values() -> Vec<Value> {
        let mixed = decode_json(r#"["a", 1, null, [true, {"b": []}]]"#).unwrap();
        let entries = decode_json(r#"{"a": ["x"], "é": null}"#).unwrap();
        let number = |text| Value::from(Kind::Number(Number::parse(text).unwrap()));
        vec![
            Value::null(),
            Value::from(Reason::Syntax),
            Value::from(true),
            Value::from(-1),
            number("1.5"),
            number("1e300"),
            Value::from(""),
            Value::from("é%[3]*s%-9999999999d%"),
            Value::from("fd00::/0"),
            Value::from("/(.*)[[:é]/"),
            set_of(vec![Value::from("b"), Value::from(Reason::Syntax)]),
            mixed,
            entries,
        ]
    }

    #[test]
    fn no_arguments_make_a_function_panic() {
        let values = odd_values();
        let contexts = [Context::default, Context::following_origins];
        for function in FUNCTIONS {
            for context in contexts {
                let context = context();
                let _ = call(function.name, &[], &context);
                for a in &values {
                    let _ = call(function.name, std::slice::from_ref(a), &context);
                    for b in &values {
                        let _ = call(function.name, &[a.clone(), b.clone()], &context);
                        for c in &values {
                            let args = [a.clone(), b.clone(), c.clone()];
                            let _ = call(function.name, &args, &context);
                        }
                    }
                }
            }
        }
    }
}
