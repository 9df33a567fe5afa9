//! Fields of a form, filled either from the record or with what was typed, each with its label and its problem.
use crate::kernel::input::path;
use crate::kernel::message::Language;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::LineCell;
use crate::kernel::view::LineColumn;
use crate::kernel::view::LineKind;
use crate::kernel::view::LineRow;
use crate::kernel::view::LinesGrid;
use crate::kernel::view::SelectOption;
use crate::kernel::web::Ctx;
use crate::kernel::web::Req;
use crate::kernel::web::body::ADD_LINE;
use crate::kernel::web::problem::label_key;
use crate::kernel::web::problem::problem_sentence;
use crate::kernel::web::problem::problem_sentence_at;
use crate::kernel::web::req::leaf;
use serde::Serialize;
use serde_json::Value;
use std::rc::Rc;
use std::str::FromStr;

/// Makes fields. `values` is the record as its own command would be: `serde_json` of the edit command.
pub struct Fields<'a> {
    ctx: &'a Ctx,
    req: &'a Req,
    values: Rc<Value>,
    is_typed: bool,
    at: String,
}

impl<'a> Fields<'a> {
    /// What was typed when there is such, else the record's values.
    pub fn new(ctx: &'a Ctx, req: &'a Req, record: &impl Serialize) -> Fields<'a> {
        let is_typed = req.has_typed_values();
        let values = if is_typed {
            req.body.clone()
        } else {
            serde_json::to_value(record).unwrap_or_default()
        };
        Fields {
            ctx,
            req,
            values: Rc::new(values),
            is_typed,
            at: String::new(),
        }
    }

    /// The fields of a row: `fields.row("addresses", 0).text("city")` is named `addresses.0.city`.
    pub fn row(&self, name: &str, index: usize) -> Fields<'a> {
        let at = path(&path(&self.at, name), &index.to_string());
        Fields {
            ctx: self.ctx,
            req: self.req,
            values: self.values.clone(),
            is_typed: self.is_typed,
            at,
        }
    }

    /// The form as a whole: what was typed (and true), or the record.
    pub fn body(&self) -> (&Value, bool) {
        (&self.values, self.is_typed)
    }

    /// How many rows a list of the form has.
    pub fn rows(&self, name: &str) -> usize {
        self.values.get(name).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// The value of a field as text, formatted for the reader unless it was typed.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the rest is shown as it is")]
    pub fn value(&self, name: &str, kind: &FieldKind) -> String {
        let raw = leaf(&self.values, &path(&self.at, name)).unwrap_or_default();
        if self.is_typed {
            // A checkbox posts "no" and then "yes"; the last one counts.
            return if matches!(kind, FieldKind::Check) {
                raw.rsplit(',').next().unwrap_or("").to_owned()
            } else {
                raw
            };
        }
        match kind {
            FieldKind::Date => chrono::NaiveDate::from_str(&raw).map_or(raw, |date| self.ctx.formats.date(date)),
            FieldKind::Money { .. } | FieldKind::Number { .. } => self.decimal(&raw),
            _ => raw,
        }
    }

    fn decimal(&self, raw: &str) -> String {
        match rust_decimal::Decimal::from_str(raw) {
            Ok(number) => self.ctx.formats.quantity(number, 6),
            Err(_) => raw.to_owned(),
        }
    }

    fn error(&self, name: &str) -> Option<String> {
        let full = path(&self.at, name);
        let problem = self.req.outcome.problems.iter().find(|problem| problem.field == full);
        problem.map(|problem| problem_sentence(self.ctx, problem))
    }

    /// A field of any kind; its label is `field-<name>`.
    pub fn of(&self, name: &str, kind: FieldKind) -> Field {
        let value = self.value(name, &kind);
        Field::new(path(&self.at, name), self.ctx.text(&label_key(name)), kind)
            .value(value)
            .error(self.error(name))
    }

    pub fn text(&self, name: &str) -> Field {
        self.of(name, FieldKind::Text)
    }
    pub fn area(&self, name: &str) -> Field {
        self.of(name, FieldKind::Textarea).width(12)
    }
    pub fn date(&self, name: &str) -> Field {
        self.of(name, FieldKind::Date).width(3)
    }
    pub fn number(&self, name: &str) -> Field {
        self.of(name, FieldKind::Number { unit: String::new() }).width(3)
    }
    pub fn money(&self, name: &str, currency: &str) -> Field {
        self.of(
            name,
            FieldKind::Money {
                currency: currency.to_owned(),
            },
        )
        .width(3)
    }
    pub fn check(&self, name: &str) -> Field {
        self.of(name, FieldKind::Check)
    }
    pub fn hidden(&self, name: &str) -> Field {
        self.of(name, FieldKind::Hidden)
    }

    /// One of a few: (value, label). An optional one begins with an empty choice.
    pub fn select(&self, name: &str, options: &[(String, String)], is_optional: bool) -> Field {
        let empty = is_optional.then(|| SelectOption::new("", "–"));
        let options = options.iter().map(|(value, label)| SelectOption::new(value, label));
        let field = self.of(name, FieldKind::Select(empty.into_iter().chain(options).collect()));
        if is_optional { field.optional() } else { field }
    }

    /// A record by typing; `text` is the name of the record now chosen.
    pub fn combo(&self, name: &str, search_url: &str, icon: &'static str, text: String) -> Field {
        let value = self.value(name, &FieldKind::Text);
        // A text that names nothing came back in place of an id: it is shown as it was typed, and no id is posted.
        let is_text = value.parse::<i64>().is_err();
        // Where the page gives the text itself, an id may be text too (a time zone).
        let is_loose = text.is_empty() && is_text;
        let text = if is_loose { value } else { text };
        let kind = FieldKind::Combo {
            search_url: search_url.to_owned(),
            text,
            icon,
        };
        let field = self.of(name, kind);
        if is_loose { field.value("") } else { field }
    }

    /// The field under a word of the form's own: one for customers says "Customer" where the name says "Partner".
    pub fn called(&self, label: &str, field: Field) -> Field {
        let label = self.ctx.text(label);
        let problem = self.req.outcome.problems.iter().find(|one| one.field == field.name);
        let error = problem.map(|one| problem_sentence_at(self.ctx, one, label.clone()));
        Field { label, error, ..field }
    }

    /// A value as it stands in the form or the record, unformatted.
    pub fn raw(&self, name: &str) -> String {
        leaf(&self.values, &path(&self.at, name)).unwrap_or_default()
    }

    /// The id now chosen in a combo or select.
    pub fn id(&self, name: &str) -> Option<i64> {
        leaf(&self.values, &path(&self.at, name)).and_then(|text| text.parse().ok())
    }

    /// Fields in every offered language: rows of `list` that carry their language, their labels naming it.
    pub fn in_languages(&self, list: &str, of: &dyn Fn(&Fields<'_>) -> Vec<Field>) -> Vec<Field> {
        let mut all = Vec::new();
        for (index, language) in Language::OFFERED.iter().enumerate() {
            let row = self.row(list, index);
            all.push(row.hidden("language").value(language.code()));
            for mut field in of(&row) {
                let named = [("field", field.label.into()), ("language", language.name().into())];
                field.label = self.ctx.say_with("field-in-language", &named);
                field.lang = language.code();
                all.push(field.optional());
            }
        }
        all
    }

    /// The record's name in every offered language: [`crate::kernel::translation::NameIn`].
    pub fn names(&self) -> Vec<Field> {
        self.in_languages("names", &|row| vec![row.text("name").width(4)])
    }

    /// A cell of a lines grid, with its problem.
    pub fn cell(&self, name: &str, kind: &FieldKind) -> LineCell {
        LineCell::new(self.value(name, kind)).error(self.error(name))
    }

    /// A column of a grid; its label is `field-<name>`, so that grid and problems use the same word.
    pub fn column(&self, name: &str, kind: LineKind, width: u16) -> LineColumn {
        LineColumn::new(name, self.ctx.text(&label_key(name)), kind, width)
    }

    /// A list of the form as a lines grid. `texts` names the record of a combo by column and id. A blank line follows
    /// when there is none yet, or when one more was asked for without scripts.
    pub fn grid(&self, name: &str, columns: Vec<LineColumn>, texts: &dyn Fn(&str, i64) -> String) -> LinesGrid {
        let wants_more = leaf(&self.values, ADD_LINE).is_some_and(|grid| grid == name);
        let count = self.rows(name);
        let shown = if wants_more || count == 0 { count + 1 } else { count };
        let rows = (0..shown).map(|index| {
            let row = self.row(name, index);
            LineRow {
                id: leaf(&row.values, &path(&row.at, "id")).unwrap_or_default(),
                position: ((index + 1) * 10).to_string(),
                cells: columns.iter().map(|column| row.line_cell(column, texts)).collect(),
                error: self.error(&format!("{name}.{index}")),
                locked: false,
            }
        });
        LinesGrid {
            name: name.to_owned(),
            title: self.ctx.text(&label_key(name)),
            rows: rows.collect(),
            columns,
            ..LinesGrid::default()
        }
    }

    fn line_cell(&self, column: &LineColumn, texts: &dyn Fn(&str, i64) -> String) -> LineCell {
        let name = column.name.as_str();
        let number = FieldKind::Number { unit: String::new() };
        match &column.kind {
            LineKind::Combo { .. } => {
                let (id_name, typed) = (format!("{name}_id"), leaf(&self.values, &path(&self.at, name)));
                let id = self.id(&id_name);
                let text = match (typed, id) {
                    (Some(typed), _) => typed,
                    (None, Some(id)) => texts(name, id),
                    (None, None) => String::new(),
                };
                let id = id.map(|id| id.to_string()).unwrap_or_default();
                LineCell::record(text, id).error(self.error(&id_name))
            }
            LineKind::Number | LineKind::Money | LineKind::Percent => self.cell(name, &number),
            LineKind::Date => self.cell(name, &FieldKind::Date),
            LineKind::Check => self.cell(name, &FieldKind::Check),
            LineKind::Text | LineKind::Select(_) => self.cell(name, &FieldKind::Text),
            LineKind::Output | LineKind::Flag => LineCell::default(),
        }
    }
}
