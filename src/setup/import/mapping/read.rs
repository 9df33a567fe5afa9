//! From TOML to a mapping. Unknown names are refused, so that a slip of the pen is not passed over in silence.
use crate::kernel::error::Message;
use crate::kernel::format::DateOrder;
use crate::kernel::format::NumberStyle;
use crate::setup::import::mapping::Expression;
use crate::setup::import::mapping::Fields;
use crate::setup::import::mapping::From;
use crate::setup::import::mapping::Join;
use crate::setup::import::mapping::Mapping;
use crate::setup::import::mapping::Part;
use crate::setup::import::mapping::Rows;
use crate::setup::import::mapping::Source;
use crate::setup::import::mapping::Step;
use crate::setup::import::mapping::Value;
use crate::setup::import::template::Template;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

type Read<T> = Result<T, Message>;
/// Tables written down in the mapping.
type Inline = Vec<Vec<BTreeMap<String, String>>>;

/// Most steps of one mapping.
const STEPS_MAX: usize = 200;

/// A table of the file that is emptied name by name; what is left at the end is unknown.
struct Names {
    at: String,
    rest: toml::Table,
}

fn wrong(at: &str, name: &str, wanted: &'static str) -> Message {
    Message::new("mapping-wrong-kind")
        .with("at", at)
        .with("name", name)
        .with("wanted", crate::kernel::error::Argument::Key(wanted.to_owned()))
}

impl Names {
    fn of(value: toml::Value, at: &str) -> Read<Names> {
        if let toml::Value::Table(rest) = value {
            let at = at.to_owned();
            Ok(Names { at, rest })
        } else {
            Err(wrong(at, "", "mapping-kind-table"))
        }
    }

    fn take(&mut self, name: &str) -> Option<toml::Value> {
        self.rest.remove(name)
    }

    fn text(&mut self, name: &str) -> Read<Option<String>> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => scalar(&value)
                .map(Some)
                .ok_or_else(|| wrong(&self.at, name, "mapping-kind-text")),
        }
    }

    fn needed(&mut self, name: &str) -> Read<String> {
        let text = self.text(name)?;
        text.ok_or_else(|| Message::new("mapping-missing").with("at", &self.at).with("name", name))
    }

    fn template(&mut self, name: &str) -> Read<Option<Template>> {
        match self.text(name)? {
            None => Ok(None),
            Some(text) => template(&text, &self.at).map(Some),
        }
    }

    /// One template or a list of them.
    fn templates(&mut self, name: &str) -> Read<Vec<Template>> {
        let at = self.at.clone();
        let items = match self.take(name) {
            None => return Ok(Vec::new()),
            Some(toml::Value::Array(items)) => items,
            Some(single) => vec![single],
        };
        let read = |item: toml::Value| match scalar(&item) {
            Some(text) => template(&text, &at),
            None => Err(wrong(&at, name, "mapping-kind-text")),
        };
        items.into_iter().map(read).collect()
    }

    /// Column = template, several of them.
    fn pairs(&mut self, name: &str) -> Read<Vec<(String, Template)>> {
        let Some(value) = self.take(name) else {
            return Ok(Vec::new());
        };
        let at = format!("{} {name}", self.at);
        let names = Names::of(value, &at)?;
        let pair = |(column, value): (String, toml::Value)| match scalar(&value) {
            Some(text) => template(&text, &at).map(|template| (column, template)),
            None => Err(wrong(&at, &column, "mapping-kind-text")),
        };
        names.rest.into_iter().map(pair).collect()
    }

    fn list(&mut self, name: &str) -> Read<Vec<toml::Value>> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(toml::Value::Array(items)) => Ok(items),
            Some(_) => Err(wrong(&self.at, name, "mapping-kind-list")),
        }
    }

    fn texts(&mut self, name: &str) -> Read<BTreeMap<String, String>> {
        let Some(value) = self.take(name) else {
            return Ok(BTreeMap::new());
        };
        texts(value, &format!("{} {name}", self.at))
    }

    fn finish(self) -> Read<()> {
        match self.rest.keys().next() {
            None => Ok(()),
            Some(name) => Err(Message::new("mapping-unknown").with("at", &self.at).with("name", name)),
        }
    }
}

fn scalar(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}

fn texts(value: toml::Value, at: &str) -> Read<BTreeMap<String, String>> {
    let names = Names::of(value, at)?;
    let pair = |(name, value): (String, toml::Value)| match scalar(&value) {
        Some(text) => Ok((name, text)),
        None => Err(wrong(at, &name, "mapping-kind-text")),
    };
    names.rest.into_iter().map(pair).collect()
}

fn template(text: &str, at: &str) -> Read<Template> {
    Template::parse(text).ok_or_else(|| Message::new("mapping-open-brace").with("at", at).with("text", text))
}

/// A choice by its code.
fn coded<T>(names: &mut Names, name: &str, of: fn(&str) -> Option<T>) -> Read<Option<T>> {
    match names.text(name)? {
        None => Ok(None),
        Some(code) => of(&code).map(Some).ok_or_else(|| {
            Message::new("mapping-not-a-choice")
                .with("at", &names.at)
                .with("name", name)
                .with("value", code)
        }),
    }
}

/// Reads the whole file.
pub fn mapping(text: &str) -> Read<(Mapping, Inline)> {
    let not_toml = |error: toml::de::Error| Message::new("mapping-not-toml").with("reason", error.to_string());
    let table: toml::Table = text.parse().map_err(not_toml)?;
    let mut names = Names {
        at: "mapping".to_owned(),
        rest: table,
    };
    let mut inline = Inline::new();
    let mut mapping = Mapping {
        system: names.needed("system")?,
        company: names.text("company")?,
        numbers: coded(&mut names, "numbers", NumberStyle::from_code)?,
        dates: coded(&mut names, "dates", DateOrder::from_code)?,
        steps: Vec::new(),
    };
    let steps = names.list("step")?;
    names.finish()?;
    if steps.is_empty() || steps.len() > STEPS_MAX {
        let most = i64::try_from(STEPS_MAX).unwrap_or(i64::MAX);
        return Err(Message::new("mapping-steps").with("max", most));
    }
    for (value, place) in steps.into_iter().zip(1..) {
        let step = step(Names::of(value, &format!("step {place}"))?, &mut inline)?;
        mapping.steps.push(step);
    }
    Ok((mapping, inline))
}

fn step(mut names: Names, inline: &mut Inline) -> Read<Step> {
    let target = names.needed("target")?;
    names.at = format!("{} ({target})", names.at);
    let (key, code) = (names.template("key")?, names.template("code")?);
    let key_is_code = code.is_some();
    let missing = || {
        Message::new("mapping-missing")
            .with("at", &names.at)
            .with("name", "key")
    };
    let key = key.or(code).ok_or_else(missing)?;
    let rows = rows(&mut names, inline)?.ok_or_else(|| {
        Message::new("mapping-missing")
            .with("at", &names.at)
            .with("name", "file")
    })?;
    let fields = fields(&mut names, inline)?;
    names.finish()?;
    Ok(Step {
        target,
        rows,
        key,
        key_is_code,
        fields,
    })
}

/// The rows a table of the mapping names, if it names any.
fn rows(names: &mut Names, inline: &mut Inline) -> Read<Option<Rows>> {
    let from = match (from(names)?, names.take("rows")) {
        (Some(file), _) => file,
        (None, Some(toml::Value::Array(items))) => {
            let at = format!("{} rows", names.at);
            let rows: Read<Vec<_>> = items.into_iter().map(|row| texts(row, &at)).collect();
            inline.push(rows?);
            From::Inline(inline.len() - 1)
        }
        (None, Some(_)) => return Err(wrong(&names.at, "rows", "mapping-kind-list")),
        (None, None) => return Ok(None),
    };
    let mut joins = Vec::new();
    for value in names.list("join")? {
        let mut join = Names::of(value, &format!("{} join", names.at))?;
        let missing = Message::new("mapping-missing")
            .with("at", &join.at)
            .with("name", "file");
        let from = from_needed(&mut join, missing)?;
        let on = join.pairs("on")?;
        join.finish()?;
        joins.push(Join { from, on });
    }
    Ok(Some(Rows {
        from,
        matches: names.pairs("match")?,
        joins,
        when: names.templates("when")?,
        unless: names.templates("unless")?,
        sort: names.template("sort")?,
    }))
}

fn from_needed(names: &mut Names, missing: Message) -> Read<From> {
    from(names)?.ok_or(missing)
}

/// File and sheet. A file stands in the folder itself: no way leads out of it.
fn from(names: &mut Names) -> Read<Option<From>> {
    let Some(name) = names.text("file")? else {
        return Ok(None);
    };
    let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
    if !is_plain {
        return Err(Message::new("mapping-file-name")
            .with("at", &names.at)
            .with("file", name));
    }
    let sheet = names.text("sheet")?.unwrap_or_default();
    Ok(Some(From::File { name, sheet }))
}

fn fields(names: &mut Names, inline: &mut Inline) -> Read<Fields> {
    let at = format!("{} fields", names.at);
    let Some(value) = names.take("fields") else {
        return Err(Message::new("mapping-missing")
            .with("at", &names.at)
            .with("name", "fields"));
    };
    let mut fields = Fields::new();
    for (name, value) in Names::of(value, &at)?.rest {
        let at = format!("{at} {name}");
        let value = if let toml::Value::Array(items) = value {
            let parts = items.into_iter().map(|item| part(item, &at, inline));
            Value::Many(parts.collect::<Read<Vec<Part>>>()?)
        } else {
            Value::One(expression(value, &at)?)
        };
        fields.insert(name, value);
    }
    Ok(fields)
}

fn part(value: toml::Value, at: &str, inline: &mut Inline) -> Read<Part> {
    // A plain text is an element by itself: roles = ["sales"].
    if let Some(text) = scalar(&value) {
        let own = Value::One(plain(template(&text, at)?));
        return Ok(Part {
            rows: None,
            when: Vec::new(),
            unless: Vec::new(),
            fields: Fields::from([(String::new(), own)]),
        });
    }
    let mut names = Names::of(value, at)?;
    let rows = rows(&mut names, inline)?;
    let part = Part {
        rows,
        when: names.templates("when")?,
        unless: names.templates("unless")?,
        fields: fields(&mut names, inline)?,
    };
    names.finish()?;
    Ok(part)
}

fn plain(template: Template) -> Expression {
    Expression {
        of: Source::Text(template),
        map: BTreeMap::new(),
        otherwise: None,
        default: None,
        factor: None,
        decimals: None,
    }
}

fn expression(value: toml::Value, at: &str) -> Read<Expression> {
    if let Some(text) = scalar(&value) {
        return template(&text, at).map(plain);
    }
    let mut names = Names::of(value, at)?;
    let of = source(&mut names)?;
    let factor = match names.text("factor")? {
        None => None,
        Some(text) => Some(Decimal::from_str(&text).map_err(|_| wrong(at, "factor", "mapping-kind-number"))?),
    };
    let decimals = match names.text("decimals")? {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| wrong(at, "decimals", "mapping-kind-number"))?),
    };
    let expression = Expression {
        of,
        map: names.texts("map")?,
        otherwise: names.text("otherwise")?,
        default: names.text("default")?,
        factor,
        decimals,
    };
    names.finish()?;
    Ok(expression)
}

fn source(names: &mut Names) -> Read<Source> {
    let at = names.at.clone();
    if let Some(kind) = names.text("lookup")? {
        let (key, code) = (names.template("key")?, names.template("code")?);
        let by_code = code.is_some();
        let key = code
            .or(key)
            .ok_or_else(|| Message::new("mapping-missing").with("at", &at).with("name", "key"))?;
        return Ok(Source::Lookup { kind, key, by_code });
    }
    if let Some(of) = names.template("sum")? {
        let none = &mut Inline::new();
        let rows = rows(names, none)?;
        let missing = || Message::new("mapping-missing").with("at", &at).with("name", "file");
        let rows = rows.filter(|_| none.is_empty()).ok_or_else(missing)?;
        return Ok(Source::Sum {
            of,
            rows: Box::new(rows),
        });
    }
    let parts = names.list("add")?;
    if !parts.is_empty() {
        let parts = parts.into_iter().map(|part| expression(part, &at));
        return Ok(Source::Add(parts.collect::<Read<Vec<Expression>>>()?));
    }
    let text = names.needed("text")?;
    Ok(Source::Text(template(&text, &at)?))
}
