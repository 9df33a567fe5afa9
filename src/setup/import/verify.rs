//! What is wrong with a mapping before one row is read: targets, fields, kinds and columns that there are not.
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::setup::import::evaluate::Tables;
use crate::setup::import::mapping::Expression;
use crate::setup::import::mapping::Fields;
use crate::setup::import::mapping::Rows;
use crate::setup::import::mapping::Source;
use crate::setup::import::mapping::Step;
use crate::setup::import::mapping::Value;
use crate::setup::import::queries::CODED;
use crate::setup::import::shape::Shape;
use crate::setup::import::table::Table;
use crate::setup::import::target::Target;
use crate::setup::import::targets;
use crate::setup::import::template::Template;

/// Looks at one step after the other; the tables around a row are those whose columns it may name.
struct Verifier<'a> {
    tables: &'a Tables,
    at: String,
    problems: Vec<Message>,
}

/// Every problem of a step.
pub fn step(tables: &Tables, step: &Step, place: usize) -> Result<(Option<&'static Target>, Vec<Message>)> {
    let at = format!("step {place} ({})", step.target);
    let Some(target) = targets::find(&step.target) else {
        let names: Vec<&str> = targets::all().map(|target| target.name).collect();
        let problem = Message::new("mapping-unknown-target")
            .with("at", at)
            .with("target", &step.target)
            .with("targets", names.join(", "));
        return Ok((None, vec![problem]));
    };
    let mut verifier = Verifier {
        tables,
        at,
        problems: Vec::new(),
    };
    let around = verifier.rows(&step.rows, &[])?;
    verifier.template(&step.key, &around);
    verifier.fields(&step.fields, &target.shape(), &around)?;
    verifier.needed(&step.fields, &target.shape());
    if step.key_is_code && CODED.iter().all(|(kind, _)| *kind != target.name) {
        let problem = Message::new("mapping-no-code")
            .with("at", &verifier.at)
            .with("kind", target.name);
        verifier.problems.push(problem);
    }
    Ok((Some(target), verifier.problems))
}

impl<'a> Verifier<'a> {
    fn template(&mut self, template: &Template, around: &[&Table]) {
        for column in template.columns() {
            self.column(column, around);
        }
    }

    fn column(&mut self, column: &str, around: &[&Table]) {
        if around.iter().any(|table| table.has(column)) {
            return;
        }
        let heads: Vec<&str> = around
            .iter()
            .flat_map(|table| table.heads.iter().map(String::as_str))
            .collect();
        self.problems.push(
            Message::new("mapping-unknown-column")
                .with("at", &self.at)
                .with("column", column)
                .with("columns", heads.join(", ")),
        );
    }

    /// The tables a row of these rows may name columns of: its own, those joined, those around.
    fn rows(&mut self, rows: &Rows, outer: &[&'a Table]) -> Result<Vec<&'a Table>> {
        let own = self.tables.get(&rows.from)?;
        for (column, value) in &rows.matches {
            self.column(column, &[own]);
            self.template(value, outer);
        }
        let mut around = vec![own];
        for join in &rows.joins {
            let joined = self.tables.get(&join.from)?;
            let so_far: Vec<&Table> = around.iter().chain(outer).copied().collect();
            for (column, value) in &join.on {
                self.column(column, &[joined]);
                self.template(value, &so_far);
            }
            around.push(joined);
        }
        around.extend(outer);
        let wanted = rows.when.iter().chain(&rows.unless).chain(&rows.sort);
        for template in wanted {
            self.template(template, &around);
        }
        Ok(around)
    }

    fn fields(&mut self, fields: &Fields, shape: &Shape, around: &[&'a Table]) -> Result<()> {
        for (name, value) in fields {
            let inner = if name.is_empty() {
                Some(shape)
            } else {
                shape.field(name).map(|field| &field.shape)
            };
            let Some(inner) = inner else {
                self.unknown_field(name, shape);
                continue;
            };
            match (value, inner) {
                (Value::One(expression), _) => self.expression(expression, around)?,
                (Value::Many(parts), Shape::List(of)) => {
                    for part in parts {
                        let within = match &part.rows {
                            Some(rows) => self.rows(rows, around)?,
                            None => around.to_vec(),
                        };
                        for template in part.when.iter().chain(&part.unless) {
                            self.template(template, &within);
                        }
                        self.fields(&part.fields, of, &within)?;
                    }
                }
                (Value::Many(_), _) => {
                    let problem = Message::new("mapping-no-list").with("at", &self.at).with("name", name);
                    self.problems.push(problem);
                }
            }
        }
        Ok(())
    }

    fn unknown_field(&mut self, name: &str, shape: &Shape) {
        let names = shape.codes().join(", ");
        self.problems.push(
            Message::new("mapping-unknown-field")
                .with("at", &self.at)
                .with("name", name)
                .with("names", names),
        );
    }

    /// Fields that the command cannot do without and the mapping leaves out.
    fn needed(&mut self, fields: &Fields, shape: &Shape) {
        let Shape::Object(known) = shape else { return };
        for (name, _) in known.iter().filter(|(_, field)| field.is_required) {
            if !fields.contains_key(name) {
                let problem = Message::new("mapping-needed-field")
                    .with("at", &self.at)
                    .with("name", name);
                self.problems.push(problem);
            }
        }
    }

    fn expression(&mut self, expression: &Expression, around: &[&'a Table]) -> Result<()> {
        match &expression.of {
            Source::Text(template) => self.template(template, around),
            Source::Lookup { kind, key, by_code } => {
                self.template(key, around);
                let is_known = if *by_code {
                    CODED.iter().any(|(coded, _)| coded == kind)
                } else {
                    targets::find(kind).is_some()
                };
                if !is_known {
                    let problem = Message::new("mapping-unknown-kind")
                        .with("at", &self.at)
                        .with("kind", kind);
                    self.problems.push(problem);
                }
            }
            Source::Sum { of, rows } => {
                let within = self.rows(rows, around)?;
                self.template(of, &within);
            }
            Source::Add(parts) => {
                for part in parts {
                    self.expression(part, around)?;
                }
            }
        }
        Ok(())
    }
}
