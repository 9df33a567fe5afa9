//! Values out of rows: columns are looked for in the row itself, in what is joined to it, and in the row around it.
use crate::kernel::error::Message;
use crate::kernel::error::Result as HouseResult;
use crate::kernel::format::Formats;
use crate::setup::import::mapping::Expression;
use crate::setup::import::mapping::From;
use crate::setup::import::mapping::Rows;
use crate::setup::import::mapping::Source;
use crate::setup::import::shape;
use crate::setup::import::table::Table;
use crate::setup::import::template::Template;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::rc::Rc;

type Index = Rc<HashMap<Vec<String>, Vec<usize>>>;

/// All tables of an import, with their indexes once they are asked for.
pub struct Tables {
    tables: BTreeMap<From, Table>,
    indexes: RefCell<HashMap<(From, Vec<String>), Index>>,
    /// How the files write figures and days; `None` is plain and ISO.
    pub formats: Option<Formats>,
}

/// A row among those around it.
#[derive(Clone)]
pub struct Scope<'a> {
    /// The row and what is joined to it; without a number nothing matched.
    frames: Vec<(&'a Table, Option<usize>)>,
    outer: Option<&'a Scope<'a>>,
}

impl<'a> Scope<'a> {
    /// The value of a column; empty where a join found nothing.
    fn cell(&self, column: &str) -> Option<&'a str> {
        for (table, row) in &self.frames {
            if table.has(column) {
                return Some(row.and_then(|row| table.cell(row, column)).unwrap_or(""));
            }
        }
        self.outer.and_then(|outer| outer.cell(column))
    }

    pub fn fill(&self, template: &Template) -> String {
        template.fill(|column| self.cell(column))
    }

    /// Where the row stands: file and row.
    pub fn place(&self) -> (String, u32) {
        match self.frames.first() {
            Some((table, Some(row))) => (table.name.clone(), table.line(*row)),
            _ => (String::new(), 0),
        }
    }

    /// Whether the row is wanted.
    pub fn passes(&self, when: &[Template], unless: &[Template]) -> bool {
        when.iter().all(|template| is_something(&self.fill(template)))
            && !unless.iter().any(|template| is_something(&self.fill(template)))
    }
}

/// Neither empty nor zero nor no.
fn is_something(text: &str) -> bool {
    if text.is_empty() || matches!(text.to_lowercase().as_str(), "no" | "false") {
        return false;
    }
    shape::decimal(text, None).is_none_or(|number| !number.is_zero())
}

/// What a value came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Got {
    Nothing,
    /// As the files write it.
    Written(String),
    /// As commands read it.
    Plain(String),
    /// The record under a key.
    Record {
        kind: String,
        key: String,
        by_code: bool,
    },
}

impl Tables {
    pub fn new(tables: BTreeMap<From, Table>, formats: Option<Formats>) -> Tables {
        Tables {
            tables,
            indexes: RefCell::default(),
            formats,
        }
    }

    pub fn get(&self, from: &From) -> HouseResult<&Table> {
        let missing = || crate::kernel::error::Error::internal("a table of the mapping was not read");
        self.tables.get(from).ok_or_else(missing)
    }

    fn index(&self, from: &From, table: &Table, columns: &[&str]) -> Index {
        let key = (
            from.clone(),
            columns.iter().map(|column| (*column).to_owned()).collect(),
        );
        let mut indexes = self.indexes.borrow_mut();
        indexes
            .entry(key)
            .or_insert_with(|| Rc::new(table.index(columns)))
            .clone()
    }

    /// The rows that match within a scope, those not wanted left out, in the order asked for.
    pub fn scopes<'a>(&'a self, rows: &Rows, outer: Option<&'a Scope<'a>>) -> HouseResult<Vec<Scope<'a>>> {
        let table = self.get(&rows.from)?;
        let numbers: Vec<usize> = match (rows.matches.is_empty(), outer) {
            (false, Some(outer)) => self.matching(&rows.from, table, &rows.matches, outer),
            _ => (0..table.len()).collect(),
        };
        let mut scopes = Vec::with_capacity(numbers.len());
        for row in numbers {
            let mut scope = Scope {
                frames: vec![(table, Some(row))],
                outer,
            };
            for join in &rows.joins {
                let joined = self.get(&join.from)?;
                let first = self.matching(&join.from, joined, &join.on, &scope).first().copied();
                scope.frames.push((joined, first));
            }
            if scope.passes(&rows.when, &rows.unless) {
                scopes.push(scope);
            }
        }
        if let Some(sort) = &rows.sort {
            scopes.sort_by_cached_key(|scope| sort_key(&scope.fill(sort)));
        }
        Ok(scopes)
    }

    fn matching(&self, from: &From, table: &Table, on: &[(String, Template)], scope: &Scope<'_>) -> Vec<usize> {
        let columns: Vec<&str> = on.iter().map(|(column, _)| column.as_str()).collect();
        let values: Vec<String> = on.iter().map(|(_, value)| scope.fill(value)).collect();
        let index = self.index(from, table, &columns);
        index.get(&values).cloned().unwrap_or_default()
    }

    /// The value of an expression in a scope.
    pub fn value(&self, expression: &Expression, scope: &Scope<'_>) -> HouseResult<Result<Got, Message>> {
        let number = match &expression.of {
            Source::Text(template) => {
                let text = scope.fill(template);
                let is_literal = template.columns().next().is_none();
                let got = if is_literal {
                    Got::Plain(text)
                } else {
                    Got::Written(text)
                };
                return Ok(self.finished(expression, got));
            }
            Source::Lookup { kind, key, by_code } => {
                let found = self.finished(expression, Got::Written(scope.fill(key)));
                return Ok(found.map(|got| record(got, kind, *by_code)));
            }
            Source::Sum { of, rows } => self.sum(of, rows, scope)?,
            Source::Add(parts) => self.added(parts, scope)?,
        };
        Ok(number.and_then(|number| self.finished(expression, Got::Plain(number.normalize().to_string()))))
    }

    fn sum(&self, of: &Template, rows: &Rows, scope: &Scope<'_>) -> HouseResult<Result<Decimal, Message>> {
        let mut sum = Decimal::ZERO;
        for inner in self.scopes(rows, Some(scope))? {
            match self.number(&Got::Written(inner.fill(of))) {
                Ok(number) => match sum.checked_add(number) {
                    Some(more) => sum = more,
                    None => return Ok(Err(too_large())),
                },
                Err(problem) => return Ok(Err(problem)),
            }
        }
        Ok(Ok(sum))
    }

    fn added(&self, parts: &[Expression], scope: &Scope<'_>) -> HouseResult<Result<Decimal, Message>> {
        let mut sum = Decimal::ZERO;
        for part in parts {
            match self.value(part, scope)?.and_then(|got| self.number(&got)) {
                Ok(number) => match sum.checked_add(number) {
                    Some(more) => sum = more,
                    None => return Ok(Err(too_large())),
                },
                Err(problem) => return Ok(Err(problem)),
            }
        }
        Ok(Ok(sum))
    }

    fn number(&self, got: &Got) -> Result<Decimal, Message> {
        let (text, formats) = match got {
            Got::Nothing => return Ok(Decimal::ZERO),
            Got::Written(text) => (text, self.formats.as_ref()),
            Got::Plain(text) => (text, None),
            Got::Record { key, .. } => (key, None),
        };
        if text.is_empty() {
            return Ok(Decimal::ZERO);
        }
        shape::decimal(text, formats).ok_or_else(|| Message::new("problem-not-a-number").with("value", text))
    }

    /// Words exchanged, figures multiplied and rounded; where there is nothing, the default.
    fn finished(&self, expression: &Expression, raw: Got) -> Result<Got, Message> {
        let got = exchanged(expression, raw);
        if is_nothing(&got) {
            let default = expression.default.clone().filter(|default| !default.is_empty());
            return Ok(default.map_or(Got::Nothing, Got::Plain));
        }
        if expression.factor.is_none() && expression.decimals.is_none() {
            return Ok(got);
        }
        let factor = expression.factor.unwrap_or(Decimal::ONE);
        let mut number = self.number(&got)?.checked_mul(factor).ok_or_else(too_large)?;
        if let Some(decimals) = expression.decimals {
            number = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        }
        Ok(Got::Plain(number.normalize().to_string()))
    }
}

fn too_large() -> Message {
    Message::new("amount-too-large")
}

/// Another word for the value, when the mapping has one.
fn exchanged(expression: &Expression, raw: Got) -> Got {
    let (Got::Written(text) | Got::Plain(text)) = &raw else {
        return raw;
    };
    match (expression.map.get(text), &expression.otherwise) {
        (Some(other), _) => Got::Plain(other.clone()),
        (None, Some(otherwise)) if !text.is_empty() => Got::Plain(otherwise.clone()),
        (None, _) => raw,
    }
}

fn is_nothing(got: &Got) -> bool {
    match got {
        Got::Written(text) | Got::Plain(text) => text.is_empty(),
        Got::Nothing => true,
        Got::Record { .. } => false,
    }
}

fn record(got: Got, kind: &str, by_code: bool) -> Got {
    match got {
        Got::Written(key) | Got::Plain(key) => Got::Record {
            kind: kind.to_owned(),
            key,
            by_code,
        },
        Got::Nothing | Got::Record { .. } => got,
    }
}

/// Figures by size, everything else by its letters.
fn sort_key(text: &str) -> (Option<Decimal>, String) {
    (shape::decimal(text, None), text.to_owned())
}
