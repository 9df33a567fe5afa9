//! "Why can this user not see this?": a permission or a record is chosen, and each role answers.
use crate::company::activity::access;
use crate::company::activity::access::Whose;
use crate::company::role;
use crate::company::user::User;
use crate::company::user::pages::URL;
use crate::company::user::queries;
use crate::company::user::why::Because;
use crate::company::user::why::Fact;
use crate::company::user::why::because;
use crate::ids::Subject;
use crate::ids::UserId;
use crate::kernel::error::Result;
use crate::kernel::view::Banner;
use crate::kernel::view::Cell;
use crate::kernel::view::Crumb;
use crate::kernel::view::DataTable;
use crate::kernel::view::FilterField;
use crate::kernel::view::FilterKind;
use crate::kernel::view::FilterOption;
use crate::kernel::view::Link;
use crate::kernel::view::Phone;
use crate::kernel::view::ReportPage;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::permission::Permission;
use std::str::FromStr;

/// What is asked: a permission, and maybe the record it is wanted for.
struct Question {
    permission: Option<Permission>,
    record: Option<(Subject, Whose)>,
    /// Name of the record.
    title: String,
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: UserId = req.id()?;
    let user = ctx.read(|conn| queries::staff(conn, id))?;
    let question = question(ctx, req)?;
    let title = ctx.say_with("why-can", &[("name", (&user.name).into())]);
    let mut page = ReportPage {
        title: title.clone(),
        subtitle: ctx.text("why-hint"),
        url: format!("{URL}/{id}/why"),
        parameters: parameters(ctx, &question),
        ..ReportPage::default()
    };
    if let Some(permission) = question.permission {
        let record = question.record.as_ref().map(|(_, whose)| whose);
        let facts = ctx.read(|conn| queries::facts(conn, id, permission))?;
        let reasons: Vec<(Fact, Because)> = facts
            .into_iter()
            .map(|fact| (fact.clone(), because(&fact, id, user.team_id, record)))
            .collect();
        page.banners = verdict(ctx, &user, permission, &reasons)?;
        page.table = table(ctx, &reasons);
    }
    let crumbs = vec![
        Crumb::new(ctx.text("list-users"), URL),
        Crumb::new(user.name.clone(), format!("{URL}/{id}")),
        Crumb::new(ctx.text("why-title"), ""),
    ];
    answer::report(ctx, req, &page, crumbs)
}

/// The record as `sales-order:123`; whoever asks must be able to open it himself.
fn question(ctx: &Ctx, req: &Req) -> Result<Question> {
    let record = match req.query("record").split_once(':') {
        Some((kind, id)) => {
            let subject = access::subject_of(kind, id)?;
            Some((subject, ctx.read(|conn| access::open(conn, &ctx.actor, subject))?))
        }
        None => None,
    };
    let title = match &record {
        Some((subject, _)) => ctx
            .read(|conn| crate::company::activity::queries::title(conn, *subject))?
            .unwrap_or_default(),
        None => String::new(),
    };
    let named = Permission::from_str(req.query("permission")).ok();
    let opens = record
        .as_ref()
        .and_then(|(subject, _)| access::of(subject.code()))
        .map(|access| access.read);
    Ok(Question {
        permission: named.or(opens),
        record,
        title,
    })
}

fn parameters(ctx: &Ctx, question: &Question) -> Vec<FilterField> {
    let mut options: Vec<FilterOption> = Permission::ALL
        .iter()
        .filter(|one| !one.is_free())
        .map(|one| {
            FilterOption::new(
                one.code(),
                ctx.text(&one.message_key()),
                question.permission == Some(*one),
            )
        })
        .collect();
    options.insert(
        0,
        FilterOption::new("", ctx.text("why-of-record"), question.permission.is_none()),
    );
    let permission = FilterField {
        name: "permission".to_owned(),
        label: ctx.text("column-permission"),
        kind: FilterKind::One(options),
        ..FilterField::default()
    };
    let record = FilterField {
        name: "record".to_owned(),
        label: ctx.text("column-record"),
        kind: FilterKind::Lookup {
            search_url: "/search/records".to_owned(),
            id: question
                .record
                .as_ref()
                .map(|(subject, _)| subject.to_string())
                .unwrap_or_default(),
            text: question.title.clone(),
        },
        ..FilterField::default()
    };
    vec![permission, record]
}

/// Yes or no first; a no says which roles would do.
fn verdict(ctx: &Ctx, user: &User, permission: Permission, reasons: &[(Fact, Because)]) -> Result<Vec<Banner>> {
    let name = ctx.text(&permission.message_key());
    let named = [("name", (&user.name).into()), ("permission", name.as_str().into())];
    let mut banners = Vec::new();
    if !user.is_active {
        banners.push(Banner::new(
            Tone::Danger,
            ctx.say_with("user-not-active", &[("name", (&user.name).into())]),
        ));
    }
    if reasons.iter().any(|(_, because)| *because == Because::Grants) {
        banners.push(Banner::new(Tone::Success, ctx.say_with("why-yes", &named)));
        return Ok(banners);
    }
    let key = if reasons.is_empty() { "why-no-role" } else { "why-no" };
    let mut no = Banner::new(Tone::Warning, ctx.say_with(key, &named));
    let granting = ctx.read(|conn| role::queries::granting(conn, permission))?;
    no.links = granting
        .into_iter()
        .map(|(id, name)| Link::new(name, format!("{}/{id}", role::pages::URL)))
        .collect();
    banners.push(no);
    Ok(banners)
}

fn table(ctx: &Ctx, reasons: &[(Fact, Because)]) -> DataTable {
    let row = |(fact, because): &(Fact, Because)| {
        let place = match fact.company {
            Some(company) => ctx
                .company_of(company)
                .map(|face| face.name.clone())
                .unwrap_or_default(),
            None => ctx.text("all-companies"),
        };
        TableRow::new(vec![
            Cell::link(&fact.name, format!("{}/{}", role::pages::URL, fact.role)),
            Cell::text(place),
            Cell::text(ctx.text(&format!("scope-{}", fact.scope.code()))),
            Cell::text(ctx.text(because.message_key())),
        ])
    };
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-role")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-company")).phone(Phone::Partner),
            TableColumn::text(ctx.text("column-scope")),
            TableColumn::text(ctx.text("why-answer")).phone(Phone::Status),
        ],
        rows: reasons.iter().map(row).collect(),
        empty: ctx.text("why-none"),
        ..DataTable::default()
    }
}
