//! The regular expressions that Terraform knows, spelt so that they mean the same here.

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::CharIndices;
use std::sync::Arc;

/// An expression in the dialect of the `regex` crate.
pub(super) struct Translated {
    /// The expression, without names.
    pub(super) pattern: String,
    /// The names of the groups, in their order.
    pub(super) names: Vec<Option<Arc<str>>>,
}

/// Why an expression is not translated.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is an error in Terraform too.
    Wrong,
    /// It nests too deeply.
    TooDeep,
}

/// How deep groups may nest.
const MAX_DEPTH: usize = 200;

/// The most repetitions, also of repetitions.
const MAX_REPEAT: u32 = 1000;

/// What an operator of repetition would follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// Something that holds so many repetitions of its innermost part.
    Atom(u32),
    Repeated(u32),
}

/// A part of a class.
enum Part {
    Letter(char),
    /// A class within the class, as it is spelt here.
    Class(String),
}

struct Translator<'p> {
    text: &'p str,
    rest: Peekable<CharIndices<'p>>,
    out: String,
    names: Vec<Option<Arc<str>>>,
    before: Before,
    /// Flags that hold from the next part on: an operator after them still belongs to the part before.
    flags: String,
    /// For each open group the most repetitions in it.
    open: Vec<u32>,
}

/// Translates an expression.
pub(super) fn translate(pattern: &str) -> Result<Translated, Refused> {
    let mut translator = Translator {
        text: pattern,
        rest: pattern.char_indices().peekable(),
        out: String::with_capacity(pattern.len() + 8),
        names: Vec::new(),
        before: Before::Nothing,
        flags: String::new(),
        open: vec![1],
    };
    while translator.step()? {}
    Ok(Translated {
        pattern: translator.out,
        names: translator.names,
    })
}

impl Translator<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest.peek().map(|(_, letter)| *letter)
    }

    fn next(&mut self) -> Result<char, Refused> {
        self.rest
            .next()
            .map(|(_, letter)| letter)
            .ok_or(Refused::Wrong)
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, letter)| *letter == wanted).is_some()
    }

    /// What has not been read yet.
    fn left(&mut self) -> &str {
        let at = self.rest.peek().map_or(self.text.len(), |(at, _)| *at);
        &self.text[at..]
    }

    fn skip(&mut self, letters: usize) {
        for _ in 0..letters {
            self.rest.next();
        }
    }

    /// What comes before the next sign, which is passed over too.
    fn until(&mut self, end: char) -> Result<String, Refused> {
        let mut text = String::new();
        loop {
            match self.next()? {
                letter if letter == end => return Ok(text),
                letter => text.push(letter),
            }
        }
    }

    fn atom(&mut self, repeats: u32) {
        self.before = Before::Atom(repeats);
    }

    fn literal(&mut self, letter: char) {
        let mut bytes = [0; 4];
        self.out
            .push_str(&regex::escape(letter.encode_utf8(&mut bytes)));
        self.atom(1);
    }

    /// Translates what comes next; false at the end.
    fn step(&mut self) -> Result<bool, Refused> {
        let Some(letter) = self.peek() else {
            return Ok(false);
        };
        self.next()?;
        if !matches!(letter, '*' | '+' | '?' | '{') {
            self.set_flags();
        }
        match letter {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '(' => self.group()?,
            ')' => {
                let inner = self.open.pop().unwrap_or(1);
                self.out.push(')');
                self.atom(inner);
            }
            '|' => {
                self.out.push('|');
                self.before = Before::Nothing;
            }
            '^' | '$' | '.' => {
                self.out.push(letter);
                self.atom(1);
            }
            '*' | '+' | '?' => self.repeat(&letter.to_string(), 1)?,
            '{' => {
                if let Some((spelt, most)) = self.counts() {
                    self.repeat(&spelt, most)?;
                } else {
                    self.set_flags();
                    self.literal('{');
                }
            }
            other => self.literal(other),
        }
        Ok(true)
    }

    fn set_flags(&mut self) {
        let flags = std::mem::take(&mut self.flags);
        self.out.push_str(&flags);
    }

    fn repeat(&mut self, operator: &str, times: u32) -> Result<(), Refused> {
        // Operators do not follow each other, but for the question mark that makes one lazy.
        let Before::Atom(inner) = self.before else {
            return Err(Refused::Wrong);
        };
        let all = inner.saturating_mul(times.max(1));
        if all > MAX_REPEAT {
            return Err(Refused::Wrong);
        }
        self.out.push_str(operator);
        if self.take('?') {
            self.out.push('?');
        }
        self.before = Before::Repeated(all);
        if let Some(most) = self.open.last_mut() {
            *most = (*most).max(all);
        }
        Ok(())
    }

    /// The rest of `{2,5}`, and the larger count; `None` for a brace that is just a sign.
    fn counts(&mut self) -> Option<(String, u32)> {
        let (inner, _) = self.left().split_once('}')?;
        let number = |text: &str| {
            let plain = !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_digit())
                && (text.len() == 1 || !text.starts_with('0'));
            plain.then(|| text.parse().unwrap_or(u32::MAX))
        };
        let (least, most) = match inner.split_once(',') {
            None => (number(inner)?, number(inner)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        let spelt = format!("{{{inner}}}");
        self.skip(spelt.len() - 1);
        // A count that is wrong is beyond all that can be repeated.
        let wrong = most.is_some_and(|most| most < least);
        Some((
            spelt,
            if wrong {
                u32::MAX
            } else {
                most.unwrap_or(least).max(least)
            },
        ))
    }

    fn group(&mut self) -> Result<(), Refused> {
        if self.open.len() > MAX_DEPTH {
            return Err(Refused::TooDeep);
        }
        let before = std::mem::replace(&mut self.before, Before::Nothing);
        if !self.take('?') {
            self.open.push(1);
            self.names.push(None);
            self.out.push('(');
            return Ok(());
        }
        if self.left().starts_with("P<") || self.left().starts_with('<') {
            self.take('P');
            self.take('<');
            let name = self.until('>')?;
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if name.is_empty() || !name.bytes().all(plain) {
                return Err(Refused::Wrong);
            }
            self.open.push(1);
            self.names.push(Some(name.into()));
            self.out.push('(');
            return Ok(());
        }
        self.flags(before)
    }

    /// The rest of `(?i)` or `(?i:`.
    fn flags(&mut self, before: Before) -> Result<(), Refused> {
        let mut flags = String::new();
        loop {
            match self.next()? {
                flag @ ('i' | 'm' | 's' | 'U') => flags.push(flag),
                '-' if !flags.contains('-') => flags.push('-'),
                ')' | ':' if flags.ends_with('-') => return Err(Refused::Wrong),
                ':' => {
                    self.open.push(1);
                    let _ = write!(self.out, "(?{flags}:");
                    return Ok(());
                }
                ')' => {
                    if !flags.is_empty() {
                        self.flags = format!("(?{flags})");
                    }
                    // With flags between them, operators may follow each other.
                    self.before = match before {
                        Before::Repeated(times) => Before::Atom(times),
                        other => other,
                    };
                    return Ok(());
                }
                _ => return Err(Refused::Wrong),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Refused> {
        match self.peek() {
            Some('Q') => {
                self.next()?;
                let rest = self.left();
                let quoted = rest.split("\\E").next().unwrap_or(rest).to_owned();
                quoted.chars().for_each(|letter| self.literal(letter));
                self.skip(quoted.chars().count() + 2);
            }
            Some(edge @ ('A' | 'z')) => {
                self.next()?;
                self.out.push('\\');
                self.out.push(edge);
                self.atom(1);
            }
            Some(edge @ ('b' | 'B')) => {
                self.next()?;
                let _ = write!(self.out, "(?-u:\\{edge})");
                self.atom(1);
            }
            _ => match self.escaped()? {
                Part::Letter(letter) => self.literal(letter),
                Part::Class(class) => {
                    self.out.push_str(&class);
                    self.atom(1);
                }
            },
        }
        Ok(())
    }

    /// What an escape stands for, within a class or without.
    fn escaped(&mut self) -> Result<Part, Refused> {
        let letter = self.next()?;
        let class = |text: &str| Ok(Part::Class(text.to_owned()));
        let code = match letter {
            'd' => return class("[0-9]"),
            'D' => return class("[^0-9]"),
            'w' => return class("[0-9A-Za-z_]"),
            'W' => return class("[^0-9A-Za-z_]"),
            's' => return class(r"[\t\n\x0c\r ]"),
            'S' => return class(r"[^\t\n\x0c\r ]"),
            'p' | 'P' => return self.property(letter == 'P').map(Part::Class),
            '0'..='7' => self.octal(letter)?,
            'x' => self.hexadecimal()?,
            'a' => 0x07,
            'f' => 0x0c,
            'n' => 0x0a,
            'r' => 0x0d,
            't' => 0x09,
            'v' => 0x0b,
            sign if sign.is_ascii() && !sign.is_ascii_alphanumeric() => u32::from(sign),
            _ => return Err(Refused::Wrong),
        };
        char::from_u32(code).map(Part::Letter).ok_or(Refused::Wrong)
    }

    /// Up to three digits. A single one that is not zero would refer back to a group, which there is not.
    fn octal(&mut self, first: char) -> Result<u32, Refused> {
        let mut code = first.to_digit(8).ok_or(Refused::Wrong)?;
        let mut more = 0;
        while more < 2
            && let Some(digit) = self.peek().and_then(|letter| letter.to_digit(8))
        {
            self.next()?;
            code = code * 8 + digit;
            more += 1;
        }
        if first != '0' && more == 0 {
            return Err(Refused::Wrong);
        }
        Ok(code)
    }

    fn hexadecimal(&mut self) -> Result<u32, Refused> {
        let digits = if self.take('{') {
            self.until('}')?
        } else {
            [self.next()?, self.next()?].iter().collect()
        };
        let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let code = u32::from_str_radix(&digits, 16).ok().filter(|_| plain);
        code.ok_or(Refused::Wrong)
    }

    /// The rest of `\pL` or `\p{^Greek}`. Unlike here, names have one spelling only.
    fn property(&mut self, mut negated: bool) -> Result<String, Refused> {
        let name = match self.next()? {
            '{' => self.until('}')?,
            letter => letter.to_string(),
        };
        let name = match name.strip_prefix('^') {
            Some(name) => {
                negated = !negated;
                name
            }
            None => &name,
        };
        let spelt = match name {
            "Any" => "any".to_owned(),
            // What is not assigned is in no class there.
            "C" => {
                let not = if negated { "^" } else { "" };
                return Ok(format!(r"[{not}\p{{Cc}}\p{{Cf}}\p{{Co}}]"));
            }
            _ if name.len() <= 2 => format!("gc={name}"),
            _ => format!("sc={name}"),
        };
        let capital = |part: &str| part.starts_with(|letter: char| letter.is_ascii_uppercase());
        let lower = name.len() <= 2 || name.bytes().any(|byte| byte.is_ascii_lowercase());
        if !name.split('_').all(capital) || !lower {
            return Err(Refused::Wrong);
        }
        let letter = if negated { 'P' } else { 'p' };
        Ok(format!("\\{letter}{{{spelt}}}"))
    }

    /// The rest of a class.
    fn class(&mut self) -> Result<(), Refused> {
        self.out.push('[');
        if self.take('^') {
            self.out.push('^');
        }
        let mut first = true;
        while first || self.peek() != Some(']') {
            first = false;
            match self.class_part()? {
                Part::Class(class) => self.out.push_str(&class),
                Part::Letter(low) => self.range(low)?,
            }
        }
        self.next()?;
        self.out.push(']');
        self.atom(1);
        Ok(())
    }

    fn class_part(&mut self) -> Result<Part, Refused> {
        match self.next()? {
            '\\' => self.escaped(),
            '[' if self.left().starts_with(':') && self.left().contains(":]") => {
                let named = self.until(']')?;
                let named = named.strip_suffix(':').ok_or(Refused::Wrong)?;
                let name = named.trim_start_matches(':').trim_start_matches('^');
                if !NAMED.contains(&name) {
                    return Err(Refused::Wrong);
                }
                Ok(Part::Class(format!("[{named}:]")))
            }
            letter => Ok(Part::Letter(letter)),
        }
    }

    /// A letter of a class, or a range that begins with it.
    fn range(&mut self, low: char) -> Result<(), Refused> {
        let code = |letter: char| format!("\\x{{{:x}}}", u32::from(letter));
        self.out.push_str(&code(low));
        let rest = self.left();
        if !rest.starts_with('-') || rest.starts_with("-]") || rest == "-" {
            return Ok(());
        }
        self.next()?;
        let high = match self.next()? {
            '\\' => match self.escaped()? {
                Part::Letter(high) => high,
                Part::Class(_) => return Err(Refused::Wrong),
            },
            high => high,
        };
        if high < low {
            return Err(Refused::Wrong);
        }
        self.out.push('-');
        self.out.push_str(&code(high));
        Ok(())
    }
}

/// The names of classes between colons.
const NAMED: &[&str] = &[
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        let translated = translate(pattern).unwrap();
        regex::Regex::new(&translated.pattern)
            .unwrap()
            .is_match(text)
    }

    #[test]
    fn patterns_mean_what_they_mean_in_terraform() {
        assert!(!matches(r"^\d$", "٣"));
        assert!(matches(r"^[[]$", "["));
        assert!(matches(r"^[]a]+$", "]a"));
        assert!(matches(r"^[a&&b]+$", "&"));
        assert!(matches(r"^[[:alpha:]\d_]+$", "ab_1"));
        assert!(matches(r"^\Qa.b\E+$", "a.bb"));
        assert!(matches(r"^[\w-]+$", "a-b"));
        assert!(matches(r"^[+--]+$", ",+-"));
        assert!(matches(r"^a{,2}$", "a{,2}"));
    }

    #[test]
    fn what_nests_too_deeply_is_no_error() {
        let deep = "(".repeat(10_000);
        assert_eq!(translate(&deep).err(), Some(Refused::TooDeep));
        assert_eq!(translate("a**").err(), Some(Refused::Wrong));
        assert_eq!(translate("((a{20}){20}){20}").err(), Some(Refused::Wrong));
    }
}
