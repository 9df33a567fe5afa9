//! Every row read into its command before anything is written.
use crate::ids::CompanyId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Problem;
use crate::kernel::error::Result;
use crate::kernel::web::Ctx;
use crate::kernel::web::problem::sentence;
use crate::setup::import::body;
use crate::setup::import::body::Builder;
use crate::setup::import::body::Reference;
use crate::setup::import::evaluate::Scope;
use crate::setup::import::evaluate::Tables;
use crate::setup::import::mapping::Fields;
use crate::setup::import::mapping::Mapping;
use crate::setup::import::mapping::Step;
use crate::setup::import::mapping::Value;
use crate::setup::import::queries;
use crate::setup::import::report::Report;
use crate::setup::import::report::RowProblem;
use crate::setup::import::shape::Shape;
use crate::setup::import::target::Target;
use crate::setup::import::verify;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::collections::HashMap;
use tenon_db::Conn;

/// A row ready to be written once the records it names are there.
#[derive(Debug, Clone)]
pub struct Row {
    pub file: String,
    pub line: u32,
    pub key: String,
    pub body: Json,
    /// The records it names, with the path of the field.
    pub references: Vec<(String, Reference)>,
}

/// A step with its rows.
pub struct PlannedStep {
    pub target: &'static Target,
    pub key_is_code: bool,
    /// For the columns of a problem's field.
    pub fields: Fields,
    pub shape: Shape,
    pub file: String,
    pub rows: Vec<Row>,
}

/// Reads all steps. What is wrong is in the report; the plan is only good when the report is clean.
pub fn make(ctx: &Ctx, mapping: &Mapping, tables: &Tables, report: &mut Report) -> Result<Vec<PlannedStep>> {
    let mut known = Vec::new();
    for (step, place) in mapping.steps.iter().zip(1..) {
        let (target, problems) = verify::step(tables, step, place)?;
        for problem in problems {
            report.refuse(of_mapping(ctx, &problem));
        }
        known.extend(target.map(|target| (step, target)));
    }
    if !report.is_clean() {
        return Ok(Vec::new());
    }
    let mut steps = Vec::new();
    for (step, target) in known {
        steps.push(plan_step(ctx, step, target, tables, report)?);
    }
    if report.is_clean() {
        find_strangers(ctx, mapping, &steps, report)?;
    }
    Ok(steps)
}

/// A problem with the mapping itself.
pub fn of_mapping(ctx: &Ctx, message: &Message) -> RowProblem {
    RowProblem {
        file: String::new(),
        row: 0,
        column: String::new(),
        sentence: ctx.say(message),
    }
}

fn plan_step(
    ctx: &Ctx,
    step: &Step,
    target: &'static Target,
    tables: &Tables,
    report: &mut Report,
) -> Result<PlannedStep> {
    let mut planned = PlannedStep {
        target,
        key_is_code: step.key_is_code,
        fields: step.fields.clone(),
        shape: target.shape(),
        file: tables.get(&step.rows.from)?.name.clone(),
        rows: Vec::new(),
    };
    let mut lines: HashMap<String, u32> = HashMap::new();
    for scope in tables.scopes(&step.rows, None)? {
        let key = scope.fill(&step.key);
        let (_, line) = scope.place();
        let first = lines.insert(key.clone(), line).filter(|_| !key.is_empty());
        let problem = match (key.is_empty(), first) {
            (true, _) => Some(Message::new("import-key-empty")),
            (false, Some(first)) => Some(
                Message::new("import-key-twice")
                    .with("key", &key)
                    .with("row", i64::from(first)),
            ),
            (false, None) => None,
        };
        match problem {
            Some(problem) => report.refuse(RowProblem {
                file: planned.file.clone(),
                row: line,
                column: step.key.columns().collect::<Vec<_>>().join(", "),
                sentence: ctx.say(&problem),
            }),
            None => plan_row(ctx, &mut planned, tables, &scope, (key, report))?,
        }
    }
    Ok(planned)
}

fn plan_row(
    ctx: &Ctx,
    planned: &mut PlannedStep,
    tables: &Tables,
    scope: &Scope<'_>,
    (key, report): (String, &mut Report),
) -> Result<()> {
    let mut builder = Builder::new(tables);
    let members = builder.members(&planned.fields, &planned.shape, scope, "")?;
    let mut body = Json::Object(members);
    let mut references = Vec::new();
    body::references(&body, "", &mut references);
    let mut problems = builder.problems;
    if problems.is_empty() {
        let trial = body::resolved(&body, &BTreeMap::new());
        match (planned.target.check)(&trial) {
            Ok(()) => {}
            Err(Error::Invalid(found)) => problems = found,
            Err(other) => return Err(other),
        }
    }
    let (file, line) = scope.place();
    let row = Row {
        file,
        line,
        key,
        body: body.take(),
        references,
    };
    for problem in problems {
        let origin = builder
            .origins
            .iter()
            .rev()
            .find(|(at, _, _)| problem.field == *at || problem.field.starts_with(&format!("{at}.")));
        let mut told = planned.problem(ctx, &row, &problem);
        if let Some((_, file, line)) = origin {
            (told.file, told.row) = (file.clone(), *line);
        }
        report.refuse(told);
    }
    planned.rows.push(row);
    Ok(())
}

impl PlannedStep {
    /// A row's problem with one field, as the report has it.
    pub fn problem(&self, ctx: &Ctx, row: &Row, problem: &Problem) -> RowProblem {
        RowProblem {
            file: row.file.clone(),
            row: row.line,
            column: columns_of(&self.fields, &problem.field).join(", "),
            sentence: ctx.say_with(
                "problem-in-field",
                &[
                    ("field", (&problem.field).into()),
                    ("problem", ctx.say(&problem.message).into()),
                ],
            ),
        }
    }

    /// A row that the operation refused.
    pub fn refused(&self, ctx: &Ctx, row: &Row, error: &Error) -> Vec<RowProblem> {
        if let Error::Invalid(problems) = error {
            return problems.iter().map(|one| self.problem(ctx, row, one)).collect();
        }
        vec![RowProblem {
            file: row.file.clone(),
            row: row.line,
            column: String::new(),
            sentence: sentence(ctx, error),
        }]
    }
}

/// The columns a field by its path comes from.
fn columns_of(fields: &Fields, at: &str) -> Vec<String> {
    let (name, rest) = at.split_once('.').unwrap_or((at, ""));
    match fields.get(name) {
        Some(Value::One(expression)) => expression.columns(),
        Some(Value::Many(parts)) => {
            let inner = rest.split_once('.').map_or("", |(_, inner)| inner);
            let mut columns: Vec<String> = parts.iter().flat_map(|part| columns_of(&part.fields, inner)).collect();
            columns.sort();
            columns.dedup();
            columns
        }
        None => Vec::new(),
    }
}

/// The company written in: the mapping's, or the one worked in. `None` while the import itself has yet to found it.
pub fn company(conn: &mut Conn, worked_in: CompanyId, mapping: &Mapping) -> Result<Option<CompanyId>> {
    match &mapping.company {
        None => Ok(Some(worked_in).filter(|company| company.raw() != 0)),
        Some(code) => {
            let code = [code.clone()];
            let found = queries::by_code(conn, CompanyId::from(0), "company", &code)?;
            Ok(found.into_values().next().map(CompanyId::from))
        }
    }
}

/// Which of these records there are now.
pub fn ids(
    conn: &mut Conn,
    system: &str,
    company: Option<CompanyId>,
    wanted: &[Reference],
) -> Result<BTreeMap<Reference, i64>> {
    let mut groups: BTreeMap<(&str, bool), Vec<String>> = BTreeMap::new();
    for one in wanted {
        groups
            .entry((&one.kind, one.by_code))
            .or_default()
            .push(one.key.clone());
    }
    let mut ids = BTreeMap::new();
    for ((kind, by_code), keys) in groups {
        let found: BTreeMap<String, i64> = if by_code {
            queries::by_code(conn, company.unwrap_or(CompanyId::from(0)), kind, &keys)?
        } else {
            let known = queries::known(conn, kind, system, &keys)?;
            known.into_iter().map(|(key, known)| (key, known.id)).collect()
        };
        ids.extend(found.into_iter().map(|(key, id)| {
            let kind = kind.to_owned();
            (Reference { kind, key, by_code }, id)
        }));
    }
    Ok(ids)
}

/// Names that mean no record: neither one there is nor one an earlier or the same step makes.
fn find_strangers(ctx: &Ctx, mapping: &Mapping, steps: &[PlannedStep], report: &mut Report) -> Result<()> {
    let company = ctx.read(|conn| company(conn, ctx.company.id, mapping))?;
    let founds = steps.iter().any(|step| step.target.name == "company");
    if company.is_none() && !founds {
        let code = mapping.company.clone().unwrap_or_default();
        report.refuse(of_mapping(ctx, &Message::new("mapping-no-company").with("code", code)));
        return Ok(());
    }
    let mut wanted: Vec<Reference> = steps
        .iter()
        .flat_map(|step| step.rows.iter())
        .flat_map(|row| row.references.iter().map(|(_, one)| one.clone()))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let there = ctx.read(|conn| ids(conn, &mapping.system, company, &wanted))?;
    let mut made: std::collections::HashSet<(&str, &str)> = std::collections::HashSet::new();
    for step in steps {
        made.extend(step.rows.iter().map(|row| (step.target.name, row.key.as_str())));
        for row in &step.rows {
            for (at, one) in &row.references {
                // What a new company brings with it is not there before it is.
                let may_come = one.by_code && company.is_none();
                let is_made = made.contains(&(one.kind.as_str(), one.key.as_str()));
                if !there.contains_key(one) && !is_made && !may_come {
                    report.refuse(step.problem(ctx, row, &Problem::new(at, stranger(one))));
                }
            }
        }
    }
    Ok(())
}

/// "There is no product with the key 99."
pub fn stranger(one: &Reference) -> Message {
    let key = if one.by_code {
        "import-unknown-code"
    } else {
        "import-unknown-key"
    };
    Message::new(key).with("kind", &one.kind).with("key", &one.key)
}
