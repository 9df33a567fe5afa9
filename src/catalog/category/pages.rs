//! Product categories on both doors: the list, one category with its accounts, its forms.
use crate::catalog::category::AccountOf;
use crate::catalog::category::CategoryRole;
use crate::catalog::category::CostingMethod;
use crate::catalog::category::NewCategory;
use crate::catalog::category::ProductCategory;
use crate::catalog::category::SetAccounts;
use crate::catalog::category::ops;
use crate::catalog::category::queries;
use crate::catalog::tax_classes;
use crate::company::activity;
use crate::ids::ProductCategoryId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list;
use crate::kernel::list::FilterOf;
use crate::kernel::list::List;
use crate::kernel::list::Options;
use crate::kernel::list::column;
use crate::kernel::list::filter;
use crate::kernel::list::usage_filter;
use crate::kernel::list::usage_views;
use crate::kernel::search::SearchKind;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::ComboOption;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::Link;
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
use crate::kernel::web::conflict;
use crate::kernel::web::ctx::require;
use crate::kernel::web::get;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::master::Place;
use crate::kernel::web::master::shared;
use crate::kernel::web::post;
use crate::permission::Permission::AccountEdit;
use crate::permission::Permission::LedgerRead;
use crate::permission::Permission::ProductEdit;
use crate::permission::Permission::ProductRead;
use serde::Serialize;
use serde_json::json;
use tenon_db::Conn;

const URL: &str = "/catalog/categories";

const PLACE: Place = Place {
    name: "categories",
    url: URL,
};
pub const SEARCH_URL: &str = "/catalog/categories/search";

pub const ROUTES: &[Route] = &[
    get(URL, ProductRead, list).lists(|| categories().described()),
    get(SEARCH_URL, ProductRead, search),
    get("/catalog/categories/new", ProductEdit, new),
    post(URL, ProductEdit, create).takes::<NewCategory>().again(new),
    get("/catalog/categories/{id}", ProductRead, show).gives::<ProductCategory>(),
    get("/catalog/categories/{id}/edit", ProductEdit, edit),
    post("/catalog/categories/{id}", ProductEdit, |ctx, req| {
        shared::update(ctx, req, ops::update)
    })
    .takes::<NewCategory>()
    .again(edit),
    get("/catalog/categories/{id}/accounts/edit", AccountEdit, edit_accounts),
    post("/catalog/categories/{id}/accounts", AccountEdit, set_accounts)
        .takes::<SetAccounts>()
        .again(edit_accounts),
    post("/catalog/categories/{id}/archive", ProductEdit, |ctx, req| {
        shared::archive(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/catalog/categories/{id}/restore", ProductEdit, |ctx, req| {
        shared::restore(ctx, req, ops::archive)
    })
    .api()
    .again(show),
    post("/catalog/categories/{id}/delete", ProductEdit, |ctx, req| {
        shared::delete(&PLACE, ctx, req, ops::delete)
    })
    .api()
    .again(show),
];

/// What search knows about categories.
pub const SEARCH: SearchKind = SearchKind {
    kind: "product-category",
    label: "list-categories",
    icon: "folder-tree",
    permission: ProductRead,
};

fn methods(ctx: &Ctx) -> Options {
    ctx.options(CostingMethod::ALL, CostingMethod::code, CostingMethod::message_key)
}

fn categories() -> List<ProductCategory> {
    List {
        name: "categories",
        url: URL,
        icon: "folder-tree",
        permission: ProductRead,
        columns: vec![
            column("code", Kind::Text, |row: &ProductCategory| Value::text(&row.code))
                .sorts()
                .phone(Phone::Name),
            column("name", Kind::Text, |row: &ProductCategory| Value::text(&row.name)).phone(Phone::Partner),
            column("costing-method", Kind::Text, |row: &ProductCategory| {
                Value::Code(row.costing_method.message_key(), row.costing_method.code().to_owned())
            }),
            column("tax-class", Kind::Text, |row: &ProductCategory| {
                Value::text(&row.tax_class)
            })
            .hidden(),
            column("description", Kind::Text, |row: &ProductCategory| {
                Value::text(&row.description)
            }),
            column("state", Kind::Text, |row: &ProductCategory| {
                Value::State(usage(row.is_active))
            })
            .phone(Phone::Status),
        ],
        filters: vec![
            filter("costing-method", FilterOf::Choice(|_, ctx| Ok(methods(ctx)))),
            usage_filter(),
        ],
        views: usage_views(),
        sort: ("code", false),
        subject: |row| row.id.into(),
        new: Some(("/catalog/categories/new", ProductEdit)),
        bulk: Vec::new(),
        fetch: queries::page,
        sums: queries::sums,
        peek: false,
    }
}

fn list(ctx: &Ctx, req: &Req) -> Result<Reply> {
    list::show(ctx, req, &categories())
}

/// Options of a combobox: categories in use by code or name.
fn search(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let found = ctx.read(|conn| queries::search(conn, req.query("q"), 30))?;
    let option = |category: ProductCategory| ComboOption {
        id: category.id.to_string(),
        text: category.name,
        sub: category.code,
        right: ctx.text(category.costing_method.message_key()),
        ..ComboOption::default()
    };
    Reply::json(&found.into_iter().map(option).collect::<Vec<_>>())
}

/// The name of a category, for a combobox or filter that holds its id.
pub fn name_of(conn: &mut Conn, id: i64) -> Result<String> {
    Ok(queries::get(conn, ProductCategoryId::from(id))?.name)
}

fn head_of(row: &ProductCategory) -> Head {
    Head::new(row.id, &row.name, row.version, row.is_active)
}

fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ProductCategoryId = req.id()?;
    let (row, count) = ctx.read(|conn| Ok((queries::get(conn, id)?, queries::count_products(conn, id)?)))?;
    if req.is_api() {
        return Reply::json(&row);
    }
    let may_edit = ctx.may(ProductEdit);
    let products = format!("/catalog/products?category={id}&view=all");
    let mut sections = Vec::new();
    if ctx.may(LedgerRead) {
        sections.push(accounts_section(ctx, &row)?);
    }
    if !row.description.is_empty() {
        let text = row.description.lines().map(str::to_owned).collect();
        let title = ctx.text("field-description");
        sections.push(Section::new("description", title, SectionBody::Text(text)));
    }
    let page = ObjectPage {
        facts: vec![
            Fact::text(ctx.text("field-code"), row.code.as_str()),
            Fact::text(
                ctx.text("field-costing-method"),
                ctx.text(row.costing_method.message_key()),
            ),
            Fact::text(ctx.text("field-tax-class"), tax_classes::label(ctx, &row.tax_class)),
            Fact::link(ctx.text("list-products"), ctx.formats.integer(count), products),
        ],
        sections,
        ..master::page(ctx, &head_of(&row), may_edit)
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &row.name))
}

/// What the category posts to in the company worked in, with the company's accounts behind its own.
fn accounts_section(ctx: &Ctx, row: &ProductCategory) -> Result<Section> {
    let (id, company) = (row.id, ctx.company.id);
    let accounts = ctx.read(|conn| queries::accounts(conn, id, company))?;
    let rows = CategoryRole::ALL.iter().map(|role| {
        let own = accounts.own.get(role.code());
        let in_force = own.or_else(|| accounts.company.get(role.code()));
        let account = in_force.map_or(Cell::Empty, |one| {
            Cell::Link(Link::new(
                one.label.clone(),
                crate::ids::Subject::Account(one.account).url(),
            ))
        });
        let origin = match (own, in_force) {
            (Some(_), _) => Cell::text(ctx.text("account-of-category")),
            (None, Some(_)) => Cell::Muted(ctx.text("account-of-company")),
            (None, None) => Cell::Empty,
        };
        TableRow::new(vec![Cell::text(ctx.text(&role.message_key())), account, origin])
    });
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("field-role")),
            TableColumn::text(ctx.text("field-account")),
            TableColumn::text(ctx.text("account-origin")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    };
    let title = ctx.say_with("category-accounts-in", &[("company", (&ctx.company.name).into())]);
    let mut section = Section::new("accounts", title, SectionBody::Table(table));
    if ctx.may(AccountEdit) {
        let url = format!("{URL}/{id}/accounts/edit");
        section.actions = vec![Action::get(ctx.text("action-edit-accounts"), "pencil", url)];
    }
    Ok(section)
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> FormPage {
    let fields = Fields::new(ctx, req, record);
    let classes = tax_classes::options(ctx, &fields.value("tax_class", &crate::kernel::view::FieldKind::Text));
    let head = vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields
            .select("costing_method", &methods(ctx), false)
            .width(4)
            .hint(ctx.text("category-costing-hint")),
        fields
            .select("tax_class", &classes, false)
            .width(4)
            .hint(ctx.text("category-tax-class-hint")),
        fields.area("description").optional(),
    ];
    FormPage::default().group("", head)
}

fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"costing_method": "moving-average", "tax_class": ops::TAX_CLASS_USUAL});
    PLACE.new_form(ctx, req, form(ctx, req, &usual))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ProductCategoryId = req.id()?;
    let row = ctx.read(|conn| queries::get(conn, id))?;
    let record = NewCategory::from(&row);
    PLACE.edit_form(ctx, req, &head_of(&row), &record, form(ctx, req, &record))
}

fn create(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (new, company): (NewCategory, _) = (req.command(ctx)?, ctx.company.id);
    ctx.done(req, "notice-created", move |tx| ops::create(tx, company, &new))
}

/// One combobox for each role; an empty one falls back to the company's account, which the hint names.
fn edit_accounts(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, company): (ProductCategoryId, _) = (req.id()?, ctx.company.id);
    require(ctx, AccountEdit, company)?;
    let (row, accounts) = ctx.read(|conn| Ok((queries::get(conn, id)?, queries::accounts(conn, id, company)?)))?;
    let of = |role: &CategoryRole| AccountOf {
        role: *role,
        account_id: accounts.own.get(role.code()).map(|one| one.account),
    };
    let record = SetAccounts {
        company_id: Some(company),
        accounts: CategoryRole::ALL.iter().map(of).collect(),
    };
    let fields = Fields::new(ctx, req, &record);
    let mut shown = Vec::new();
    for (place, role) in CategoryRole::ALL.iter().enumerate() {
        let one = fields.row("accounts", place);
        let chosen = one.id("account_id");
        let known = accounts.own.get(role.code());
        let text = known.filter(|known| Some(known.account.raw()) == chosen);
        let text = text.map(|known| known.label.clone()).unwrap_or_default();
        let mut field = one.combo("account_id", "/finance/accounts/search", "landmark", text);
        field.label = ctx.text(&role.message_key());
        if let Some(shared) = accounts.company.get(role.code()) {
            field.hint = ctx.say_with("category-account-else", &[("account", (&shared.label).into())]);
        }
        shown.push(one.hidden("role").value(role.code()));
        shown.push(field.width(6).optional());
    }
    let title = ctx.say_with(
        "category-accounts-title",
        &[("name", (&row.name).into()), ("company", (&ctx.company.name).into())],
    );
    let page = FormPage {
        title: title.clone(),
        action: format!("{URL}/{id}/accounts"),
        discard_url: row.url(),
        ..FormPage::default()
    };
    let page = conflict::edit_form(ctx, req, id, row.version, &record, page.group("", shown))?;
    answer::form(ctx, req, page, PLACE.crumbs(ctx, &title))
}

fn set_accounts(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let (id, version): (ProductCategoryId, _) = (req.id()?, req.required_version()?);
    let set: SetAccounts = req.command(ctx)?;
    let company = set.company_id.unwrap_or(ctx.company.id);
    ctx.done(req, "notice-saved", move |tx| {
        ops::set_accounts(tx, company, id, version, &set)?;
        Ok(id)
    })
}
