//! The page of one product: what it is, its units, names and prices, and what later departments add (stock, sales).
use super::URL;
use crate::catalog::category;
use crate::catalog::product::Product;
use crate::catalog::product::ProductText;
use crate::catalog::product::Tracking;
use crate::catalog::product::pages::PLACE;
use crate::catalog::product::queries;
use crate::catalog::product::queries::Listed;
use crate::catalog::product::whole::texts_of;
use crate::catalog::tax_classes;
use crate::catalog::unit;
use crate::catalog::unit::convert::Ratio;
use crate::company::activity;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use crate::kernel::translation;
use crate::kernel::value::Value;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Cell;
use crate::kernel::view::DataTable;
use crate::kernel::view::Fact;
use crate::kernel::view::Link;
use crate::kernel::view::ObjectPage;
use crate::kernel::view::PeekPart;
use crate::kernel::view::Section;
use crate::kernel::view::SectionBody;
use crate::kernel::view::TableColumn;
use crate::kernel::view::TableRow;
use crate::kernel::view::Tag;
use crate::kernel::view::Tone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::frame;
use crate::kernel::web::master;
use crate::kernel::web::master::Head;
use crate::kernel::web::route::contributed;
use crate::party;
use crate::permission::Permission::PriceEdit;
use crate::permission::Permission::PriceRead;
use crate::permission::Permission::ProductEdit;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::UnitPrice;

/// Most prices shown on the page; the list has all.
const PRICES_SHOWN: i64 = 30;

/// A product with its own units and its texts in further languages.
#[derive(Serialize, JsonSchema)]
pub struct ProductRecord {
    #[serde(flatten)]
    product: Product,
    /// Absent for who may not see prices.
    list_price: Option<UnitPrice>,
    list_currency: Option<String>,
    texts: Vec<ProductText>,
    units: Vec<Ratio>,
}

/// Everything the page says, read from one snapshot.
struct Known {
    product: Product,
    category: String,
    supplier: String,
    texts: BTreeMap<(String, String), String>,
    units: unit::Conversions,
    prices: Vec<Listed>,
    contributed: Vec<Section>,
}

impl Known {
    fn read(conn: &mut Conn, ctx: &Ctx, id: ProductId) -> Result<Known> {
        let product = queries::get(conn, id)?;
        let suppliers: Vec<_> = product.supplier_id.into_iter().collect();
        let prices = if ctx.may(PriceRead) {
            let companies = ctx.full_reach(PriceRead).companies();
            queries::listed_prices(conn, id, &companies, PRICES_SHOWN)?
        } else {
            Vec::new()
        };
        Ok(Known {
            category: category::queries::get(conn, product.category_id)?.name,
            supplier: party::queries::names(conn, &suppliers)?
                .into_values()
                .next()
                .unwrap_or_default(),
            texts: translation::of(conn, id)?,
            units: unit::queries::conversions(conn, &[id])?,
            prices,
            contributed: contributed(conn, ctx, ctx.house.app.product_sections(), id.raw())?,
            product,
        })
    }

    /// As it is called in the reader's language.
    fn name(&self, ctx: &Ctx) -> String {
        let key = ("name".to_owned(), ctx.messages.language().code().to_owned());
        self.texts.get(&key).unwrap_or(&self.product.name).clone()
    }

    fn description(&self, ctx: &Ctx) -> String {
        let key = ("description".to_owned(), ctx.messages.language().code().to_owned());
        self.texts.get(&key).unwrap_or(&self.product.description).clone()
    }
}

pub fn show(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ProductId = req.id()?;
    if req.is_api() {
        let may_know = ctx.actor.may_somewhere(PriceRead);
        let record = ctx.read(|conn| {
            let product = queries::get(conn, id)?;
            Ok(ProductRecord {
                list_price: may_know.then_some(product.list_price),
                list_currency: may_know.then(|| product.list_currency.clone()),
                product,
                texts: texts_of(&translation::of(conn, id)?),
                units: queries::own_units(conn, id)?,
            })
        })?;
        return Reply::json(&record);
    }
    let known = ctx.read(|conn| Known::read(conn, ctx, id))?;
    if req.part() == "peek" {
        let shell = frame::bare(ctx, &known.product.code);
        return Ok(Reply::html(peek(ctx, &known).render(&shell)));
    }
    let may_edit = ctx.may(ProductEdit);
    let product = &known.product;
    let head = Head::new(id, known.name(ctx), product.version, product.is_active);
    let page = master::page(ctx, &head, may_edit);
    let copy = Action::get(ctx.text("action-copy"), "copy", format!("{URL}/{id}/copy"));
    let page = ObjectPage {
        tags: tags(ctx, product),
        subtitle: ctx.say_with("kind-product-code", &[("code", (&product.code).into())]),
        menu: may_edit.then_some(copy).into_iter().chain(page.menu).collect(),
        facts: facts(ctx, &known),
        sections: sections(ctx, &known),
        ..page
    };
    let page = activity::attach(ctx, page, id.into(), None)?;
    answer::object(ctx, req, page, PLACE.crumbs(ctx, &known.product.code))
}

fn tags(ctx: &Ctx, product: &Product) -> Vec<Tag> {
    let kind = Tag::new(Tone::Neutral, ctx.text(product.kind.message_key()));
    let tracked =
        (product.tracking != Tracking::None).then(|| Tag::new(Tone::Info, ctx.text(product.tracking.message_key())));
    let unsold = (!product.is_sold).then(|| Tag::new(Tone::Warning, ctx.text("product-not-sold")));
    [kind].into_iter().chain(tracked).chain(unsold).collect()
}

fn list_price(ctx: &Ctx, known: &Known) -> Option<Fact> {
    let product = &known.product;
    (ctx.may(PriceRead) && !product.list_price.is_zero()).then(|| {
        let figure = ctx
            .formats
            .unit_price(product.list_price.to_decimal(), &product.list_currency);
        let unit = known.units.code(product.unit_id);
        let text = format!("{} {figure} / {unit}", product.list_currency);
        Fact::new(ctx.text("field-list-price"), Cell::Strong(text))
    })
}

fn facts(ctx: &Ctx, known: &Known) -> Vec<Fact> {
    let product = &known.product;
    let text = |key: &str, value: &str| (!value.is_empty()).then(|| Fact::text(ctx.text(key), value));
    let category = Subject::ProductCategory(product.category_id).url();
    let supplier = product
        .supplier_id
        .map(|id| Fact::link(ctx.text("field-supplier"), &known.supplier, Subject::Party(id).url()));
    let reorder = Cell::Quantity {
        figure: ctx.formats.quantity(product.reorder_quantity.to_decimal(), 6),
        unit: known.units.code(product.unit_id),
    };
    let reorder = (!product.reorder_quantity.is_zero()).then(|| Fact::new(ctx.text("field-reorder-quantity"), reorder));
    [
        list_price(ctx, known),
        Some(Fact::link(ctx.text("field-category"), &known.category, category)),
        Some(Fact::text(ctx.text("field-unit"), known.units.code(product.unit_id))),
        Some(Fact::text(
            ctx.text("field-tax-class"),
            tax_classes::label(ctx, &product.tax_class),
        )),
        text("field-barcode", &product.barcode),
        supplier,
        text("field-pack-text", &product.pack_text),
        reorder,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn peek(ctx: &Ctx, known: &Known) -> PeekPart {
    let product = &known.product;
    PeekPart {
        kind: ctx.text("kind-product"),
        title: known.name(ctx),
        status: Some(usage(product.is_active).status(ctx.messages)),
        facts: [Fact::text(ctx.text("field-code"), &product.code)]
            .into_iter()
            .chain(facts(ctx, known))
            .collect(),
        lines_title: ctx.text("product-prices"),
        lines: (!known.prices.is_empty()).then(|| price_table(ctx, known)),
        open: Link::new(ctx.text("open-product"), product.url()),
        actions: Vec::new(),
        version: product.version.to_string(),
    }
}

/// Stock and sales first, then what the product says about itself.
fn sections(ctx: &Ctx, known: &Known) -> Vec<Section> {
    let mut sections = known.contributed.clone();
    if ctx.may(PriceRead) {
        sections.push(prices(ctx, known));
    }
    sections.extend(units(ctx, known));
    let description = known.description(ctx);
    if !description.is_empty() {
        let lines = description.lines().map(str::to_owned).collect();
        let title = ctx.text("field-description");
        sections.push(Section::new("description", title, SectionBody::Text(lines)));
    }
    sections.extend(languages(ctx, known));
    sections
}

fn prices(ctx: &Ctx, known: &Known) -> Section {
    let id = known.product.id;
    let body = SectionBody::Table(price_table(ctx, known));
    let mut section = Section::new("prices", ctx.text("product-prices"), body);
    section.actions = vec![
        Action::get(
            ctx.text("action-check-price"),
            "calculator",
            format!("/catalog/prices/check?product={id}"),
        ),
        Action::get(
            ctx.text("action-all-prices"),
            "list",
            format!("/catalog/prices?product={id}&view=all"),
        ),
    ];
    if ctx.may(PriceEdit) {
        let url = format!("/catalog/prices/new?product_id={id}");
        section
            .actions
            .push(Action::get(ctx.text("action-add-price"), "plus", url));
    }
    section
}

fn price_table(ctx: &Ctx, known: &Known) -> DataTable {
    let date = |date| Value::date(date).cell(ctx.messages, &ctx.formats);
    let unit = known.units.code(known.product.unit_id);
    let rows = known.prices.iter().map(|price| {
        let figure = ctx.formats.unit_price(price.price.to_decimal(), &price.currency);
        let from = if price.minimum.is_zero() {
            Cell::Empty
        } else {
            Cell::Quantity {
                figure: ctx.formats.quantity(price.minimum.to_decimal(), 6),
                unit: unit.clone(),
            }
        };
        TableRow::new(vec![
            Cell::link(&price.list_label, Subject::PriceList(price.list).url()),
            from,
            date(price.start),
            date(price.end),
            Cell::text(&price.currency),
            Cell::money_link(figure, Subject::PriceListItem(price.id).url()),
        ])
    });
    DataTable {
        columns: vec![
            TableColumn::text(ctx.text("field-price-list")),
            TableColumn::number(ctx.text("column-from-quantity")),
            TableColumn::text(ctx.text("column-start")),
            TableColumn::text(ctx.text("column-end")),
            TableColumn::text(ctx.text("column-currency")),
            TableColumn::number(ctx.text("column-unit-price")),
        ],
        rows: rows.collect(),
        empty: ctx.text("product-no-prices"),
        ..DataTable::default()
    }
}

/// Which units it is counted in, and what each is in base units.
fn units(ctx: &Ctx, known: &Known) -> Option<Section> {
    let product = &known.product;
    let base = known.units.code(product.unit_id);
    let others: Vec<_> = known
        .units
        .units_of(product)
        .into_iter()
        .filter(|unit| unit.id != product.unit_id)
        .filter_map(|unit| Some((unit, known.units.factor(product, unit.id).ok()?)))
        .collect();
    let rows = others.iter().map(|(unit, (numerator, denominator))| {
        let figure = if *denominator == 1 {
            ctx.formats.integer(*numerator)
        } else {
            format!(
                "{} / {}",
                ctx.formats.integer(*numerator),
                ctx.formats.integer(*denominator)
            )
        };
        TableRow::new(vec![
            Cell::text(format!("1 {}", unit.code)),
            Cell::Muted(unit.name.clone()),
            Cell::Quantity {
                figure,
                unit: base.clone(),
            },
        ])
    });
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("field-unit")),
            TableColumn::text(ctx.text("field-name")),
            TableColumn::number(ctx.text("field-base-units")),
        ],
        rows: rows.collect(),
        ..DataTable::default()
    };
    (!others.is_empty()).then(|| Section::new("units", ctx.text("field-units"), SectionBody::Table(table)))
}

/// Names and descriptions as they were written in each language.
fn languages(ctx: &Ctx, known: &Known) -> Option<Section> {
    let rows: Vec<TableRow> = texts_of(&known.texts)
        .into_iter()
        .filter_map(|text| {
            let language = Language::from_code(&text.language)?;
            let name = text.name?;
            let cells = vec![
                Cell::Muted(language.name().to_owned()),
                Cell::text(name),
                Cell::text(text.description.0),
            ];
            Some(TableRow::new(cells))
        })
        .collect();
    let table = DataTable {
        columns: vec![
            TableColumn::text(ctx.text("field-language")),
            TableColumn::text(ctx.text("field-name")),
            TableColumn::text(ctx.text("field-description")),
        ],
        rows,
        ..DataTable::default()
    };
    let title = ctx.text("product-languages");
    (!table.rows.is_empty()).then(|| Section::new("languages", title, SectionBody::Table(table)))
}
