//! Roles on both doors: each as a matrix of permissions and scopes.
use crate::company::activity;
use crate::company::role::EditRole;
use crate::company::role::Role;
use crate::company::role::RoleDetails;
use crate::company::role::every;
use crate::company::role::ops;
use crate::company::role::queries;
use crate::company::role::queries::RoleRow;
use crate::ids::RoleId;
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Field;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::Phone;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::post;
use crate::permission::Permission;
use crate::permission::Permission::UserEdit;
use crate::permission::Permission::UserRead;
use crate::permission::Scope;

pub const URL: &str = "/setup/roles";

const PLACE: Place = Place {
    name: "roles",
    url: URL,
};

pub const ROUTES: &[Route] = &[
    get(URL, UserRead, list).lists(|| roles().described()),
    get("/setup/roles/new", UserEdit, new),
    post(URL, UserEdit, create).takes::<EditRole>().again(new),
    get("/setup/roles/{id}", UserRead, show).gives::<RoleDetails>(),
    get("/setup/roles/{id}/edit", UserEdit, edit),
    post("/setup/roles/{id}", UserEdit, |ctx, req| {
        master::update(ctx, req, ops::update)
    })
    .takes::<EditRole>()
    .again(edit),
    post("/setup/roles/{id}/archive", UserEdit, |ctx, req| {
        master::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/roles/{id}/restore", UserEdit, |ctx, req| {
        master::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/setup/roles/{id}/delete", UserEdit, |ctx, req| {
        PLACE.delete(ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

fn roles() -> List<RoleRow> {
    List {
        name: "roles",
        url: URL,
        icon: "shield",
        permission: UserRead,
        columns: vec![
            column("code", Kind::Text, |row: &RoleRow| Value::text(&row.role.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &RoleRow| Value::text(&row.role.name)).phone(Phone::Partner),
            column("users", Kind::Number, |row: &RoleRow| Value::Number(row.user_count)).phone(Phone::Amount),
            column("permissions", Kind::Number, |row: &RoleRow| {
                Value::Number(row.permission_count)
            }),
            column("state", Kind::Text, |row: &RoleRow| {
                Value::State(usage(row.role.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![usage_filter()],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.role.id.into(),
        new: Some(("/setup/roles/new", UserEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &roles())
}

fn head_of(row: &Role) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn scopes(ctx: &Ctx) -> Options {
    let option = |scope: &Scope| (scope.code().to_owned(), ctx.text(&format!("scope-{}", scope.code())));
    Scope::ALL.iter().map(option).collect()
}

/// Where the permissions of an area stand: the area is the first word of their code.
const DEPARTMENTS: &[(&str, &str)] = &[
    ("company", "setup"),
    ("user", "setup"),
    ("audit", "setup"),
    ("import", "setup"),
    ("check", "setup"),
    ("party", "party"),
    ("credit", "party"),
    ("employee", "people"),
    ("product", "catalog"),
    ("price", "catalog"),
    ("cost", "ledger"),
    ("margin", "ledger"),
    ("ledger", "ledger"),
    ("account", "ledger"),
    ("period", "ledger"),
    ("stock", "inventory"),
    ("warehouse", "inventory"),
    ("invoice", "finance"),
    ("payment", "finance"),
    ("quotation", "sales"),
    ("sales-order", "orders"),
    ("delivery", "orders"),
];

fn department(permission: Permission) -> &'static str {
    let area = permission.code().split('.').next().unwrap_or("");
    DEPARTMENTS
        .iter()
        .find(|(known, _)| *known == area)
        .map_or("setup", |(_, department)| department)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: RoleId = req.id()?;
    let role = ctx.read(|conn| queries::get(conn, id))?;
    if req.is_api() {
        return Reply::json(&role);
    }
    let (row, may_edit) = (&role.role, ctx.actor.may_everywhere(UserEdit));
    let page = ObjectPage {
        subtitle: format!("{} · {}", ctx.text("kind-role"), row.code),
        sections: vec![
            Section::new(
                "permissions",
                ctx.text("column-permissions"),
                SectionBody::Table(matrix(ctx, &role)),
            ),
            holders(ctx, id)?,
        ],
        ..master::page(ctx, &head_of(row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &role.role.name))
}

/// Permissions down, scopes across, a check where they meet.
fn matrix(ctx: &Ctx, role: &RoleDetails) -> DataTable {
    let mut columns = vec![TableColumn::text(ctx.text("column-permission")).phone(Phone::Name)];
    columns.extend(scopes(ctx).into_iter().map(|(_, label)| TableColumn::text(label)));
    let row = |permission: &Permission| {
        let held = role.scope(*permission);
        let mut cells = vec![Cell::text(ctx.text(&permission.message_key()))];
        let mark = |scope: &Scope| Cell::Check {
            on: held == Some(*scope),
            text: ctx.text(if held == Some(*scope) { "yes" } else { "no" }),
        };
        cells.extend(Scope::ALL.iter().map(mark));
        TableRow::new(cells)
    };
    let rows = Permission::ALL
        .iter()
        .filter(|permission| role.scope(**permission).is_some())
        .map(row)
        .collect();
    DataTable {
        columns,
        rows,
        empty: ctx.text("role-no-permissions"),
        ..DataTable::default()
    }
}

fn holders(ctx: &Ctx, id: RoleId) -> Result<Section> {
    let held = ctx.read(|conn| queries::holders(conn, id))?;
    let count = i64::try_from(held.len()).unwrap_or(0);
    let row = |(user, name, is_active, company): (crate::ids::UserId, String, bool, Option<crate::ids::CompanyId>)| {
        let place = match company {
            Some(company) => ctx.company_name(company),
            None => ctx.text("all-companies"),
        };
        TableRow::new(vec![
            Cell::link(name, format!("/setup/users/{user}")),
            Cell::text(place),
            Cell::Status(usage(is_active).status(ctx.messages)),
        ])
    };
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("column-user")).phone(Phone::Name),
            TableColumn::text(ctx.text("column-company")).phone(Phone::Partner),
            TableColumn::text(ctx.text("column-state")).phone(Phone::Status),
        ],
        rows: held.into_iter().map(row).collect(),
        empty: ctx.text("role-no-holders"),
        ..DataTable::default()
    };
    let section = Section::new("users", ctx.text("list-users"), SectionBody::Table(table));
    Ok(Section {
        count: Some(ctx.formats.integer(count)),
        ..section
    })
}

/// One select for each permission, in cards by what they are about.
fn form(ctx: &Ctx, req: &Req, record: &EditRole) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let scopes = scopes(ctx);
    let mut groups: Vec<(&str, Vec<Field>)> = Vec::new();
    for (row, allowed) in every(|_| None).into_iter().enumerate() {
        let place = department(allowed.permission);
        let mut select = fields.row("permissions", row).select("scope", &scopes, true).width(3);
        select.label = ctx.text(&allowed.permission.message_key());
        select.optional = false;
        let pair = [
            Field::hidden(format!("permissions.{row}.permission"), allowed.permission.code()),
            select,
        ];
        match groups.iter_mut().find(|(known, _)| *known == place) {
            Some((_, known)) => known.extend(pair),
            None => groups.push((place, pair.to_vec())),
        }
    }
    let page = FormPage {
        subtitle: ctx.text("role-hint"),
        ..FormPage::default()
    }
    .group("", vec![fields.text("code").width(4), fields.text("name").width(8)]);
    groups.into_iter().fold(page, |page, (place, fields)| {
        page.group(ctx.text(&format!("department-{place}")), fields)
    })
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = EditRole {
        code: String::new(),
        name: String::new(),
        permissions: every(|_| None),
    };
    PLACE.new_form(ctx, req, form(ctx, req, &usual))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: RoleId = req.id()?;
    let role = ctx.read(|conn| queries::get(conn, id))?;
    if !ctx.actor.may_everywhere(UserEdit) {
        return Err(Error::Forbidden(UserEdit));
    }
    let record = role.as_command();
    PLACE.edit_form(ctx, req, &head_of(&role.role), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let new: EditRole = req.command(ctx)?;
    ctx.done(req, "notice-created", move |tx| ops::create(tx, &new))
}

#[cfg(test)]
mod tests {
    use super::DEPARTMENTS;
    use crate::permission::Permission;

    #[test]
    fn every_permission_has_its_place_on_the_form() {
        for permission in Permission::ALL.iter().filter(|permission| !permission.is_free()) {
            let area = permission.code().split('.').next().unwrap();
            assert!(DEPARTMENTS.iter().any(|(known, _)| *known == area), "{permission}");
        }
    }
}
