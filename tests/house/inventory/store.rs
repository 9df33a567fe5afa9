//! A company with a warehouse and things to keep in it, and short ways to move them and to read what came of it.
use crate::entries;
use crate::inventory::laws;
use crate::masters;
use crate::world::World;
use chrono::NaiveDate;
use std::sync::Arc;
use tenon::catalog::category::CostingMethod;
use tenon::catalog::product;
use tenon::catalog::product::NewProduct;
use tenon::catalog::product::Tracking;
use tenon::company::user;
use tenon::ids::CompanyId;
use tenon::ids::DeliveryId;
use tenon::ids::GoodsReceiptId;
use tenon::ids::PartyId;
use tenon::ids::ProductId;
use tenon::ids::SalesOrderId;
use tenon::ids::Subject;
use tenon::ids::WarehouseId;
use tenon::inventory::goods_receipt;
use tenon::inventory::goods_receipt::NewGoodsReceipt;
use tenon::inventory::goods_receipt::NewReceiptLine;
use tenon::inventory::goods_receipt::ReceiptKind;
use tenon::inventory::location::LocationKind;
use tenon::inventory::reservation;
use tenon::inventory::reservation::Demand;
use tenon::inventory::stock;
use tenon::inventory::stock_move;
use tenon::inventory::stock_move::InLine;
use tenon::inventory::stock_move::Incoming;
use tenon::inventory::stock_move::Moved;
use tenon::inventory::stock_move::OutLine;
use tenon::inventory::stock_move::Outgoing;
use tenon::inventory::valuation;
use tenon::inventory::warehouse;
use tenon::inventory::warehouse::EditWarehouse;
use tenon::kernel::actor::Actor;
use tenon::kernel::error::Error;
use tenon::kernel::error::Result;
use tenon::kernel::id;
use tenon::kernel::tx::Tx;
use tenon::ledger::account::AccountRole;
use tenon::ledger::entry;
use tenon::party;
use tenon::party::NewParty;
use tenon_db::Money;
use tenon_db::Quantity;

pub struct Store {
    pub world: World,
    pub company: CompanyId,
    pub warehouse: WarehouseId,
    pub supplier: PartyId,
    /// Valued by the moving average.
    pub drum: ProductId,
    /// Valued by FIFO.
    pub belt: ProductId,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn whole(number: i64) -> Quantity {
    Quantity::whole(number)
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// An order that reserves; only its id matters to stock.
pub fn order(number: i64) -> Subject {
    Subject::SalesOrder(SalesOrderId::from(number))
}

/// The id of a line of an order: ids are never used twice.
pub fn line_of(order: Subject, line: i64) -> i64 {
    order.raw() * 10 + line
}

impl Store {
    pub fn new() -> Store {
        let world = World::new();
        let company = world.company("NW");
        let warehouse = world.read(|conn| warehouse::queries::default_of(conn, company));
        let supplier = world.write(move |tx| {
            let new = NewParty {
                is_supplier: true,
                company_id: Some(company),
                ..NewParty::named("Belt Works Ltd")
            };
            party::ops::create(tx, &new)
        });
        let drum = world.write(move |tx| product(tx, company, "DRUM", CostingMethod::MovingAverage, None));
        let belt = world.write(move |tx| product(tx, company, "BELT", CostingMethod::Fifo, None));
        Store {
            world,
            company,
            warehouse,
            supplier,
            drum,
            belt,
        }
    }

    pub fn serial(&self, code: &'static str) -> ProductId {
        let company = self.company;
        let method = CostingMethod::MovingAverage;
        self.world
            .write(move |tx| product(tx, company, code, method, Some(Tracking::Serial)))
    }

    /// A receipt of one line as a command.
    pub fn new_receipt(&self, product: ProductId, quantity: i64, unit_cost: Option<&str>, on: &str) -> NewGoodsReceipt {
        NewGoodsReceipt {
            company_id: Some(self.company),
            kind: ReceiptKind::Purchase,
            party_id: Some(self.supplier),
            warehouse_id: None,
            receipt_date: Some(day(on)),
            supplier_reference: Some("LS-77".to_owned()),
            lines: vec![NewReceiptLine {
                id: None,
                product_id: product,
                unit_id: None,
                quantity: whole(quantity),
                unit_cost: unit_cost.map(|cost| cost.parse().unwrap()),
                lot: None,
            }],
        }
    }

    /// Writes a receipt down and posts it.
    pub fn receipt(&self, new: NewGoodsReceipt) -> GoodsReceiptId {
        self.world.write(move |tx| {
            let id = goods_receipt::ops::create(tx, &new)?;
            goods_receipt::ops::post(tx, id, 1)?;
            Ok(id)
        })
    }

    pub fn receive(&self, product: ProductId, quantity: i64, unit_cost: &str, on: &str) -> GoodsReceiptId {
        self.receipt(self.new_receipt(product, quantity, Some(unit_cost), on))
    }

    pub fn reverse_receipt(&self, id: GoodsReceiptId, on: &str) -> String {
        let date = day(on);
        self.refusal(move |tx| goods_receipt::ops::reverse(tx, id, 2, Some(date)))
    }

    /// Goods for customers, not reserved.
    pub fn outgoing(&self, product: ProductId, quantity: i64, on: &str) -> Outgoing {
        let delivery: DeliveryId = id::new();
        Outgoing {
            company: self.company,
            warehouse: self.warehouse,
            date: day(on),
            origin: delivery.into(),
            description: format!("DN-{delivery}"),
            counter: AccountRole::StockAdjustment,
            party: None,
            to: LocationKind::Customer,
            lines: vec![OutLine {
                origin_line: 1,
                product,
                lot: None,
                quantity: whole(quantity),
                reserved_for: None,
            }],
        }
    }

    /// Sends goods out; answers the document and what came of it.
    pub fn send(&self, outgoing: Outgoing) -> (Subject, Moved) {
        let origin = outgoing.origin;
        let moved = self.world.write(move |tx| issue(tx, &outgoing));
        (origin, moved)
    }

    /// What goods cost that go out.
    pub fn issue(&self, product: ProductId, quantity: i64, on: &str) -> String {
        let (_, moved) = self.send(self.outgoing(product, quantity, on));
        moved.lines[0].cost.to_string()
    }

    pub fn refused_issue(&self, product: ProductId, quantity: i64, on: &str) -> String {
        let outgoing = self.outgoing(product, quantity, on);
        self.refusal(move |tx| issue(tx, &outgoing))
    }

    pub fn reverse(&self, of: Subject, on: &str) -> String {
        let date = day(on);
        self.refusal(move |tx| {
            let moved = stock_move::ops::reverse(tx, of, date, of)?;
            note(tx);
            Ok(moved)
        })
    }

    /// Goods come back from a customer at this cost.
    pub fn take_back(&self, product: ProductId, quantity: i64, cost: &str, on: &str) -> Moved {
        let delivery: DeliveryId = id::new();
        let incoming = Incoming {
            company: self.company,
            warehouse: self.warehouse,
            date: day(on),
            origin: delivery.into(),
            description: format!("RT-{delivery}"),
            counter: AccountRole::StockAdjustment,
            party: None,
            from: LocationKind::Customer,
            lines: vec![InLine {
                origin_line: 1,
                product,
                lot: None,
                quantity: whole(quantity),
                cost: money(cost),
            }],
        };
        self.world.write(move |tx| {
            let moved = stock_move::ops::receive(tx, &incoming)?;
            note(tx);
            Ok(moved)
        })
    }

    pub fn demand(&self, product: ProductId, order: Subject, line: i64, quantity: i64, promise: &str) -> Demand {
        Demand {
            company: self.company,
            warehouse: self.warehouse,
            product,
            order,
            line: line_of(order, line),
            quantity: whole(quantity),
            promise_date: day(promise),
        }
    }

    /// What was reserved of each demand.
    pub fn reserve(&self, demands: Vec<Demand>) -> Vec<Quantity> {
        self.world.write(move |tx| {
            let reserved = reservation::ops::reserve(tx, &demands)?;
            note(tx);
            Ok(reserved)
        })
    }

    pub fn release(&self, order: Subject, lines: Option<Vec<i64>>) {
        let lines: Option<Vec<i64>> = lines.map(|lines| lines.into_iter().map(|line| line_of(order, line)).collect());
        self.world.write(move |tx| {
            reservation::ops::release(tx, order, lines.as_deref())?;
            note(tx);
            Ok(())
        });
    }

    /// "line 1: 4, line 2: 1"
    pub fn reserved(&self, order: Subject) -> String {
        let lines = self
            .world
            .read(|conn| reservation::queries::reserved_of_lines(conn, order));
        let lines = lines
            .iter()
            .map(|(line, quantity)| format!("line {}: {quantity}", line % 10));
        lines.collect::<Vec<_>>().join(", ")
    }

    /// What an order still waits for.
    pub fn short(&self, order: Subject) -> Vec<String> {
        let rows = self
            .world
            .read(|conn| reservation::queries::shortages_of(conn, &[order]));
        rows.iter()
            .map(|row| format!("line {}: {}", row.owner.line % 10, row.quantity))
            .collect()
    }

    /// "on hand 5, reserved 2"
    pub fn stock(&self, product: ProductId) -> String {
        let company = self.company;
        let all = self
            .world
            .read(|conn| stock::queries::available(conn, company, &[product]));
        let one = all.get(&product).copied().unwrap_or_default();
        format!("on hand {}, reserved {}", one.on_hand, one.reserved)
    }

    /// "5 worth 60.00"
    pub fn worth(&self, product: ProductId) -> String {
        let (warehouse, on) = (self.warehouse, day("2026-12-31"));
        let book = self
            .world
            .read(|conn| valuation::queries::book(conn, warehouse, on, &[product]));
        let worth = book.products[&product].account.worth;
        format!("{} worth {}", worth.quantity, worth.amount)
    }

    /// The entries of a document as "debit Account 5.00 | credit Account 5.00", and that each inventory line names product
    /// and valuation area.
    pub fn entries(&self, of: impl Into<Subject>) -> Vec<String> {
        let of = of.into();
        self.world.read(|conn| {
            for one in entry::queries::of_origin(conn, of)? {
                let kept = entry::queries::entry_lines(conn, one.id)?;
                assert!(kept.iter().all(|line| line.product.is_some()));
            }
            entries::of_origin(conn, of, |line| line.account_name.clone())
        })
    }

    pub fn allow_negative(&self, allows_negative: bool) -> String {
        let id = self.warehouse;
        let old = self.world.read(|conn| warehouse::queries::get(conn, id));
        self.refusal(move |tx| {
            let edit = EditWarehouse {
                code: old.code.clone(),
                name: old.name.clone(),
                valuation_area_id: old.valuation_area_id,
                street: None,
                postal_code: None,
                city: None,
                country: None,
                allows_negative,
            };
            warehouse::ops::update(tx, id, old.version, &edit)
        })
    }

    /// What a refused operation says: the key of its message, with date or quantities it names. Nothing of it is kept.
    pub fn refusal<T: Send + 'static>(&self, job: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> String {
        let companies = vec![self.company, self.world.company("KC")];
        let system = Arc::new(Actor::system(user::SYSTEM, "Tenon", companies));
        match self.world.house.write_as(&system, move |tx| job(tx).map(|_| ())) {
            Ok(()) => "done".to_owned(),
            Err(Error::Refused(message)) => {
                let named = message.arguments.iter().filter_map(|(name, value)| match value {
                    tenon::kernel::error::Argument::Date(date) => Some(format!(" {name} {date}")),
                    tenon::kernel::error::Argument::Quantity(quantity) => Some(format!(" {name} {quantity}")),
                    _ => None,
                });
                format!("{}{}", message.key, named.collect::<String>())
            }
            Err(Error::Invalid(problems)) => format!("{} {}", problems[0].field, problems[0].message.key),
            Err(other) => format!("{other:?}"),
        }
    }

    /// Every law of stock, recomputed from the moves and the posted lines.
    #[track_caller]
    pub fn laws(&self) {
        let broken = self.world.read(laws::broken);
        assert!(broken.is_empty(), "{broken:?}");
    }
}

/// A write of the program leaves an event; these tests call parts of documents, which have none of their own.
pub fn note(tx: &mut Tx<'_>) {
    tx.is_housekeeping();
}

fn issue(tx: &mut Tx<'_>, outgoing: &Outgoing) -> Result<Moved> {
    let moved = stock_move::ops::issue(tx, outgoing)?;
    note(tx);
    Ok(moved)
}

fn product(
    tx: &mut Tx<'_>,
    company: CompanyId,
    code: &str,
    costing_method: CostingMethod,
    tracking: Option<Tracking>,
) -> Result<ProductId> {
    let category = masters::category(tx, company, &format!("C-{code}"), costing_method)?;
    let name = format!("{code} of the washer");
    let new = NewProduct {
        tracking,
        ..masters::new_product(tx, company, category, (code, &name, "100"))?
    };
    product::ops::create(tx, &new)
}
