//! Which price applies, and why not another: every list and price of a product with its verdict, for a customer, a
//! quantity and a day.
use crate::catalog::price::PriceLine;
use crate::catalog::price::PriceList;
use crate::catalog::price::PriceListItem;
use crate::catalog::price::PriceQuestion;
use crate::catalog::price::choose::Situation;
use crate::catalog::price::choose::Verdict;
use crate::catalog::price::choose::verdicts;
use crate::catalog::price::explain;
use crate::catalog::price::queries;
use crate::catalog::product;
use crate::catalog::product::Product;
use crate::catalog::unit;
use crate::ids::PartyId;
use crate::ids::ProductId;
use crate::ids::Subject;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::report;
use crate::kernel::report::Line;
use crate::kernel::report::Report;
use crate::kernel::report::column;
use crate::kernel::value::Kind;
use crate::kernel::value::Value;
use crate::kernel::view::Cell;
use crate::kernel::view::Empty;
use crate::kernel::view::Fact;
use crate::kernel::view::FilterField;
use crate::kernel::view::FilterKind;
use crate::kernel::view::Phone;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::party;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Quantity;

/// What is asked; it stands in the URL.
struct Asked {
    product: Option<ProductId>,
    customer: Option<PartyId>,
    quantity: Quantity,
    currency: String,
    date: NaiveDate,
}

impl Asked {
    fn of(ctx: &Ctx, req: &Req) -> Result<Asked> {
        let id = |name: &str| req.query(name).parse::<i64>().ok();
        let or = |text: &str, usual: &str| if text.is_empty() { usual } else { text }.to_owned();
        Ok(Asked {
            product: id("product").map(ProductId::from),
            customer: id("customer").map(PartyId::from),
            quantity: quantity(ctx, req)?,
            currency: or(req.query("currency"), &ctx.company.currency),
            date: report::day(ctx, req, "date", ctx.today())?,
        })
    }
}

fn quantity(ctx: &Ctx, req: &Req) -> Result<Quantity> {
    let typed = req.query("quantity").trim();
    if typed.is_empty() {
        return Ok(Quantity::whole(1));
    }
    let number = ctx.formats.parse_decimal(typed);
    let parsed = number.and_then(|number| number.normalize().to_string().parse().ok());
    parsed.ok_or_else(|| {
        let message = Message::new("problem-not-a-number").with("value", typed);
        Error::invalid("quantity", message)
    })
}

/// Everything that is known about the prices of a product.
struct Known {
    product: Product,
    unit: String,
    lists: Vec<PriceList>,
    items: Vec<PriceListItem>,
    agreed: Option<crate::ids::PriceListId>,
    group: String,
    answer: Option<crate::catalog::price::Price>,
}

impl Known {
    fn read(conn: &mut Conn, ctx: &Ctx, asked: &Asked, id: ProductId) -> Result<Known> {
        let product = product::queries::get(conn, id)?;
        let (lists, items) = queries::list::all_about(conn, id, ctx.company.id)?;
        let agreed = match asked.customer {
            Some(party) => party::terms::queries::of(conn, party, ctx.company.id)?.price_list_id,
            None => None,
        };
        let question = PriceQuestion {
            company: ctx.company.id,
            party: asked.customer,
            price_list: agreed,
            currency: asked.currency.clone(),
            date: asked.date,
            lines: vec![PriceLine {
                product: id,
                unit: product.unit_id,
                quantity: asked.quantity,
            }],
        };
        Ok(Known {
            unit: unit::queries::get(conn, product.unit_id)?.code,
            group: queries::group_of(conn, &lists, asked.customer)?,
            answer: queries::prices(conn, &question)?.into_iter().next().flatten(),
            product,
            lists,
            items,
            agreed,
        })
    }
}

pub fn check(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let asked = Asked::of(ctx, req)?;
    let known = match asked.product {
        Some(id) => Some(ctx.read(|conn| Known::read(conn, ctx, &asked, id))?),
        None => None,
    };
    let (facts, lines) = match &known {
        Some(known) => (facts(ctx, &asked, known), lines(ctx, &asked, known)),
        None => (Vec::new(), Vec::new()),
    };
    let empty = if known.is_some() {
        "price-check-no-lists"
    } else {
        "price-check-choose"
    };
    let report = Report {
        name: "price-check",
        url: "/catalog/prices/check",
        subtitle: ctx.company.name.clone(),
        parameters: parameters(ctx, &asked, known.as_ref())?,
        columns: vec![
            column("price-list", Kind::Text).phone(Phone::Name),
            column("from-quantity", Kind::Decimal),
            column("start", Kind::Date),
            column("end", Kind::Date),
            column("unit-price", Kind::Decimal).phone(Phone::Amount),
            column("currency", Kind::Text),
            column("verdict", Kind::Text).phone(Phone::Partner),
        ],
        lines,
        facts,
        notes: vec![ctx.text("price-check-rule")],
        empty: Some(Empty {
            icon: "tags",
            title: ctx.text(empty),
            ..Empty::default()
        }),
        ..Report::default()
    };
    report::show(ctx, req, report)
}

fn parameters(ctx: &Ctx, asked: &Asked, known: Option<&Known>) -> Result<Vec<FilterField>> {
    let customers: Vec<PartyId> = asked.customer.into_iter().collect();
    let (names, currencies) =
        ctx.read(|conn| Ok((party::queries::names(conn, &customers)?, queries::currencies(conn)?)))?;
    let product = known.map(|known| known.product.code.clone()).unwrap_or_default();
    let customer = names.into_values().next().unwrap_or_default();
    let quantity = FilterField {
        name: "quantity".to_owned(),
        label: ctx.text("column-quantity"),
        kind: FilterKind::Text(ctx.formats.quantity(asked.quantity.to_decimal(), 6)),
        ..FilterField::default()
    };
    let record = |name: &str, url: &str, id: Option<i64>, text: String| report::record_field(ctx, name, url, id, text);
    Ok(vec![
        record(
            "product",
            product::pages::SEARCH_URL,
            asked.product.map(ProductId::raw),
            product,
        ),
        record(
            "customer",
            "/parties/search?role=customer",
            asked.customer.map(PartyId::raw),
            customer,
        ),
        quantity,
        report::day_field(ctx, "date", asked.date),
        report::choice_field(ctx, "currency", &asked.currency, &currencies, false),
    ])
}

fn facts(ctx: &Ctx, asked: &Asked, known: &Known) -> Vec<Fact> {
    let product = &known.product;
    let label = product.label();
    let product = Fact::link(ctx.text("column-product"), label, product.url());
    let (price, source) = match &known.answer {
        Some(answer) => {
            let figure = ctx.formats.unit_price(answer.unit_price.to_decimal(), &asked.currency);
            let price = format!("{} {figure} / {}", asked.currency, known.unit);
            (Cell::Strong(price), explain(ctx, &answer.source))
        }
        None => (Cell::Muted(ctx.text("none")), ctx.text("price-check-none")),
    };
    vec![
        product,
        Fact::new(ctx.text("column-unit-price"), price),
        Fact::text(ctx.text("price-check-why"), source),
    ]
}

/// One line for each price of the product, those of lists that are asked first on top.
fn lines(ctx: &Ctx, asked: &Asked, known: &Known) -> Vec<Line> {
    let situation = Situation {
        company: ctx.company.id,
        agreed: known.agreed,
        customer_group: &known.group,
        currency: &asked.currency,
        date: asked.date,
    };
    let lists: BTreeMap<_, &PriceList> = known.lists.iter().map(|list| (list.id, list)).collect();
    let line = |item: &PriceListItem, verdict: Verdict| {
        let list = lists.get(&item.price_list_id)?;
        let from = if item.minimum_quantity.is_zero() {
            Value::Empty
        } else {
            Value::Measure(item.minimum_quantity, known.unit.clone())
        };
        Some(Line::new(vec![
            Value::Link(list.label(), Subject::PriceList(list.id).url()),
            from,
            Value::date(item.start_date),
            Value::date(item.end_date),
            Value::Price(item.unit_price, list.currency.clone()),
            Value::text(&list.currency),
            Value::Code(verdict.message_key(), verdict.code().to_owned()),
        ]))
    };
    verdicts(&situation, &known.lists, &known.items, known.product.id, asked.quantity)
        .into_iter()
        .filter_map(|(item, verdict)| line(item, verdict))
        .collect()
}
