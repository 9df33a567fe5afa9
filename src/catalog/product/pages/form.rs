//! The form of a product: new, copied from another, or changed.
use super::kinds;
use super::trackings;
use crate::catalog::category;
use crate::catalog::price;
use crate::catalog::product::NewProduct;
use crate::catalog::product::pages::PLACE;
use crate::catalog::product::queries;
use crate::catalog::product::whole;
use crate::catalog::tax_classes;
use crate::catalog::unit;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::UnitId;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::list::Options;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::view::LineKind;
use crate::kernel::view::LinesGrid;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::master::Head;
use crate::party;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use tenon_db::Conn;

/// What the comboboxes of a form show for the ids they hold.
struct Names {
    category: String,
    unit: String,
    supplier: String,
    currencies: Options,
    units: BTreeMap<UnitId, unit::Unit>,
}

impl Names {
    fn read(conn: &mut Conn, ctx: &Ctx, fields: &Fields<'_>) -> Result<Names> {
        let units = unit::queries::all(conn)?;
        let category = match fields.id("category_id").map(ProductCategoryId::from) {
            Some(id) => category::queries::get_many(conn, &[id])?
                .remove(&id)
                .map(|one| one.name),
            None => None,
        };
        let supplier = match fields.id("supplier_id") {
            Some(id) => party::queries::name(conn, ctx, id)?,
            None => String::new(),
        };
        let unit = fields.id("unit_id").and_then(|id| units.get(&UnitId::from(id)));
        Ok(Names {
            category: category.unwrap_or_default(),
            unit: unit.map(|unit| unit.code.clone()).unwrap_or_default(),
            supplier,
            currencies: price::queries::currencies(conn)?,
            units,
        })
    }
}

fn head(ctx: &Ctx, fields: &Fields<'_>, names: &Names) -> Vec<Field> {
    vec![
        fields.text("code").width(3),
        fields.text("name").width(6),
        fields.select("kind", &kinds(ctx), false).width(3),
        fields
            .combo(
                "category_id",
                category::pages::SEARCH_URL,
                "folder-tree",
                names.category.clone(),
            )
            .width(4),
        fields
            .combo("unit_id", unit::pages::SEARCH_URL, "ruler", names.unit.clone())
            .width(3)
            .hint(ctx.text("product-unit-hint")),
        fields
            .text("barcode")
            .width(4)
            .optional()
            .hint(ctx.text("product-barcode-hint")),
        fields.area("description").optional(),
    ]
}

fn selling(ctx: &Ctx, fields: &Fields<'_>, names: &Names) -> Vec<Field> {
    let class = fields.value("tax_class", &FieldKind::Text);
    vec![
        fields.check("is_sold").width(12),
        fields
            .number("list_price")
            .optional()
            .hint(ctx.text("product-list-price-hint")),
        fields.select("list_currency", &names.currencies, false).width(3),
        fields
            .select("tax_class", &tax_classes::options(ctx, &class), true)
            .width(3)
            .hint(ctx.text("product-tax-class-hint")),
    ]
}

fn storing(ctx: &Ctx, fields: &Fields<'_>, names: &Names) -> Vec<Field> {
    vec![
        fields.select("tracking", &trackings(ctx), false).width(3),
        fields
            .number("reorder_quantity")
            .optional()
            .hint(ctx.text("product-reorder-hint")),
        fields
            .combo(
                "supplier_id",
                "/parties/search?role=supplier",
                "truck",
                names.supplier.clone(),
            )
            .width(6)
            .optional(),
        fields
            .text("pack_text")
            .width(6)
            .optional()
            .hint(ctx.text("product-pack-hint")),
    ]
}

fn units(ctx: &Ctx, fields: &Fields<'_>, names: &Names) -> LinesGrid {
    let search_url = unit::pages::SEARCH_URL.to_owned();
    let columns = vec![
        fields.column("unit", LineKind::Combo { search_url }, 48),
        fields.column("numerator", LineKind::Number, 40),
        fields.column("denominator", LineKind::Number, 0),
    ];
    let text = |_: &str, id: i64| {
        let unit = names.units.get(&UnitId::from(id));
        unit.map(|unit| unit.code.clone()).unwrap_or_default()
    };
    let mut grid = fields.grid("units", columns, &text);
    grid.title = ctx.text("field-units");
    grid
}

fn form(ctx: &Ctx, req: &Req, record: &impl Serialize) -> Result<FormPage> {
    let fields = Fields::new(ctx, req, record);
    let names = ctx.read(|conn| Names::read(conn, ctx, &fields))?;
    let languages = fields.in_languages("texts", &|row| {
        vec![row.text("name").width(4), row.area("description").width(8)]
    });
    Ok(FormPage::default()
        .group(ctx.text("product-general"), head(ctx, &fields, &names))
        .group(ctx.text("product-selling"), selling(ctx, &fields, &names))
        .group(ctx.text("product-storing"), storing(ctx, &fields, &names))
        .lines(units(ctx, &fields, &names))
        .group(ctx.text("product-languages"), languages))
}

/// An empty form.
pub fn new(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let usual = json!({"kind": "stocked", "tracking": "none", "is_sold": true, "list_currency": ctx.company.currency});
    PLACE.new_form(ctx, req, form(ctx, req, &usual)?)
}

/// A form filled from another product: what tells them apart has to be typed.
pub fn copy(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ProductId = req.id()?;
    let record = ctx.read(|conn| {
        let product = queries::get(conn, id)?;
        whole::as_command(conn, &product)
    })?;
    let record = NewProduct {
        code: String::new(),
        barcode: None,
        ..record
    };
    PLACE.new_form(ctx, req, form(ctx, req, &record)?)
}

pub fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let id: ProductId = req.id()?;
    let (product, record) = ctx.read(|conn| {
        let product = queries::get(conn, id)?;
        let record = whole::as_command(conn, &product)?;
        Ok((product, record))
    })?;
    let head = Head::new(id, product.label(), product.version, product.is_active);
    PLACE.edit_form(ctx, req, &head, &record, form(ctx, req, &record)?)
}
