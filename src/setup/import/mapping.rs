//! The mapping file: which file goes into what, in which order, and how each field comes out of the columns. TOML; the
//! page `/setup/import` and README.md of the mappings explain it with examples.
mod read;

use crate::kernel::error::Message;
use crate::kernel::format::DateOrder;
use crate::kernel::format::NumberStyle;
use crate::setup::import::template::Template;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A whole mapping.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Under which name keys are remembered: what the data comes from.
    pub system: String,
    /// Code of the company written in; the one worked in when absent.
    pub company: Option<String>,
    /// How figures are written in the files; plain (1234.56) when absent.
    pub numbers: Option<NumberStyle>,
    /// In which order days, months and years are written; ISO when absent.
    pub dates: Option<DateOrder>,
    pub steps: Vec<Step>,
}

/// One file into one target.
#[derive(Debug, Clone)]
pub struct Step {
    pub target: String,
    pub rows: Rows,
    pub key: Template,
    /// The key is the record's own code, not only the other system's.
    pub key_is_code: bool,
    pub fields: Fields,
}

/// Fields of a command by name.
pub type Fields = BTreeMap<String, Value>;

/// Where a table comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum From {
    /// A file, and the sheet of a workbook (its first when empty).
    File { name: String, sheet: String },
    /// Rows written down in the mapping itself, as the step's or part's number.
    Inline(usize),
}

/// Rows of a table, joined with others, chosen and put in order.
#[derive(Debug, Clone)]
pub struct Rows {
    pub from: From,
    /// Only the rows whose column has this value, filled from the row around.
    pub matches: Vec<(String, Template)>,
    pub joins: Vec<Join>,
    /// Taken only if each of these is neither empty nor zero.
    pub when: Vec<Template>,
    /// Taken only if each of these is empty or zero.
    pub unless: Vec<Template>,
    pub sort: Option<Template>,
}

/// Columns of another table: the first row of it in which these columns have these values.
#[derive(Debug, Clone)]
pub struct Join {
    pub from: From,
    pub on: Vec<(String, Template)>,
}

/// What a field gets.
#[derive(Debug, Clone)]
pub enum Value {
    One(Expression),
    /// A list: each part gives one element, or one for each of its rows.
    Many(Vec<Part>),
}

/// Elements of a list.
#[derive(Debug, Clone)]
pub struct Part {
    pub rows: Option<Rows>,
    pub when: Vec<Template>,
    pub unless: Vec<Template>,
    pub fields: Fields,
}

/// One value, and what is done with it.
#[derive(Debug, Clone)]
pub struct Expression {
    pub of: Source,
    /// Other words for some values.
    pub map: BTreeMap<String, String>,
    /// For values that `map` does not name.
    pub otherwise: Option<String>,
    /// When there is none.
    pub default: Option<String>,
    pub factor: Option<Decimal>,
    /// Rounded half up to so many decimals.
    pub decimals: Option<u32>,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub enum Source {
    Text(Template),
    /// The id of a record: by the system's key, or by its own code.
    Lookup {
        kind: String,
        key: Template,
        by_code: bool,
    },
    /// The sum over rows of a table.
    Sum {
        of: Template,
        rows: Box<Rows>,
    },
    /// Several values added up.
    Add(Vec<Expression>),
}

impl Mapping {
    /// Reads a mapping; what is wrong with it is said with the place.
    pub fn parse(text: &str) -> Result<(Mapping, Vec<Vec<BTreeMap<String, String>>>), Message> {
        read::mapping(text)
    }

    /// The kinds of the step's own lists and rows, so that all tables are known before one is read.
    pub fn tables(&self) -> Vec<From> {
        let mut all = Vec::new();
        for step in &self.steps {
            step.rows.tables(&mut all);
            fields_tables(&step.fields, &mut all);
        }
        all.sort();
        all.dedup();
        all
    }
}

impl Rows {
    fn tables(&self, all: &mut Vec<From>) {
        all.push(self.from.clone());
        all.extend(self.joins.iter().map(|join| join.from.clone()));
    }
}

fn fields_tables(fields: &Fields, all: &mut Vec<From>) {
    for value in fields.values() {
        match value {
            Value::One(expression) => expression_tables(expression, all),
            Value::Many(parts) => {
                for part in parts {
                    if let Some(rows) = &part.rows {
                        rows.tables(all);
                    }
                    fields_tables(&part.fields, all);
                }
            }
        }
    }
}

fn expression_tables(expression: &Expression, all: &mut Vec<From>) {
    match &expression.of {
        Source::Text(_) | Source::Lookup { .. } => {}
        Source::Sum { rows, .. } => rows.tables(all),
        Source::Add(parts) => parts.iter().for_each(|part| expression_tables(part, all)),
    }
}

impl Expression {
    /// The columns it takes its value from, for the report.
    pub fn columns(&self) -> Vec<String> {
        match &self.of {
            Source::Text(template) => template.columns().map(str::to_owned).collect(),
            Source::Lookup { key, .. } => key.columns().map(str::to_owned).collect(),
            Source::Sum { of, .. } => of.columns().map(str::to_owned).collect(),
            Source::Add(parts) => parts.iter().flat_map(Expression::columns).collect(),
        }
    }
}
