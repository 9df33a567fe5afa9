//! The values one document changes, gathered in memory and written at once: products of one valuation area on one date.
use crate::ids::CompanyId;
use crate::ids::LocationId;
use crate::ids::PartyId;
use crate::ids::ProductCategoryId;
use crate::ids::ProductId;
use crate::ids::StockMoveId;
use crate::ids::ValuationAreaId;
use crate::ids::ValuationBalanceId;
use crate::inventory::valuation::ValuationKind;
use crate::inventory::valuation::Worth;
use crate::inventory::valuation::account::Layer;
use crate::inventory::valuation::account::NewLayer;
use crate::inventory::valuation::account::Use;
use crate::inventory::valuation::account::ValueAccount;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::ledger::account::AccountRole;
use crate::ledger::account::CategoryAccounts;
use crate::ledger::entry::EntryLine;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Money;
use tenon_db::Quantity;

/// A product as its moves need it.
#[derive(Debug, Clone)]
pub struct ProductPage {
    pub code: String,
    pub name: String,
    pub category: ProductCategoryId,
    pub is_stocked: bool,
    pub is_fifo: bool,
    /// None until something is posted in this area.
    pub balance: Option<ValuationBalanceId>,
    /// Day of the newest posting.
    pub last_date: Option<NaiveDate>,
    pub account: ValueAccount,
    /// What this document has added so far.
    pub delta: Worth,
}

impl ProductPage {
    /// "TD-8-HP Drum"
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

/// A change of value that came with a move.
#[derive(Debug, Clone)]
pub struct ValueRow {
    pub product: ProductId,
    pub stock_move: StockMoveId,
    pub kind: ValuationKind,
    /// Signed: positive comes in.
    pub change: Worth,
}

/// What a product adds to the journal entry, by side.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    inventory: Money,
    counter: Money,
    difference: Money,
}

/// Where and when, the products, and what changes.
#[derive(Debug, Clone)]
pub struct Book {
    pub company: CompanyId,
    pub area: ValuationAreaId,
    pub warehouse_name: String,
    pub allows_negative: bool,
    /// The outside location of the kind that was asked for.
    pub outside: Option<LocationId>,
    pub currency: String,
    pub decimals: u32,
    pub date: NaiveDate,
    pub products: BTreeMap<ProductId, ProductPage>,
    pub rows: Vec<ValueRow>,
    pub new_layers: Vec<(ProductId, StockMoveId, NewLayer)>,
    pub uses: Vec<(StockMoveId, Use)>,
    sides: BTreeMap<ProductId, Sides>,
}

/// The head of a book.
#[derive(Debug, Clone)]
pub struct BookHead {
    pub company: CompanyId,
    pub area: ValuationAreaId,
    pub warehouse_name: String,
    pub allows_negative: bool,
    pub currency: String,
    pub decimals: u32,
}

impl Book {
    pub fn new(head: BookHead, date: NaiveDate, products: BTreeMap<ProductId, ProductPage>) -> Book {
        Book {
            company: head.company,
            area: head.area,
            warehouse_name: head.warehouse_name,
            allows_negative: head.allows_negative,
            outside: None,
            currency: head.currency,
            decimals: head.decimals,
            date,
            products,
            rows: Vec::new(),
            new_layers: Vec::new(),
            uses: Vec::new(),
            sides: BTreeMap::new(),
        }
    }

    pub fn product(&self, id: ProductId) -> Result<&ProductPage> {
        self.products.get(&id).ok_or(Error::NotFound("product"))
    }

    pub fn page(&mut self, id: ProductId) -> Result<&mut ProductPage> {
        self.products.get_mut(&id).ok_or(Error::NotFound("product"))
    }

    /// Notes a change of value. `counter` and `difference` are debits.
    fn note(&mut self, row: ValueRow, counter: Money, difference: Money) -> Result<()> {
        self.page(row.product)?.delta.add(row.change);
        let sides = self.sides.entry(row.product).or_default();
        sides.inventory += row.change.amount;
        sides.counter += counter;
        sides.difference += difference;
        self.rows.push(row);
        Ok(())
    }

    /// Goods come in at a cost; `layer` is a fresh id.
    pub fn receive(&mut self, product: ProductId, stock_move: StockMoveId, incoming: Worth, layer: i64) -> Result<()> {
        let (date, decimals) = (self.date, self.decimals);
        let layer = Layer {
            id: layer,
            date,
            rest: Worth::default(),
        };
        let received = self.page(product)?.account.receive(incoming, layer, decimals);
        if let Some(new) = received.layer {
            self.uses.extend(new.covered.map(|covered| (stock_move, covered)));
            self.new_layers.push((product, stock_move, new));
        }
        let change = Worth::new(incoming.quantity, received.amount);
        let kind = ValuationKind::Receipt;
        let row = ValueRow {
            product,
            stock_move,
            kind,
            change,
        };
        self.note(row, -incoming.amount, received.difference)
    }

    /// Goods go out; answers what they cost.
    pub fn issue(&mut self, product: ProductId, stock_move: StockMoveId, quantity: Quantity) -> Result<Money> {
        let decimals = self.decimals;
        let issued = self.page(product)?.account.issue(quantity, decimals);
        self.uses.extend(issued.uses.into_iter().map(|one| (stock_move, one)));
        let change = Worth::new(-quantity, -issued.cost);
        let kind = ValuationKind::Issue;
        let row = ValueRow {
            product,
            stock_move,
            kind,
            change,
        };
        self.note(row, issued.cost, Money::ZERO)?;
        Ok(issued.cost)
    }

    /// An issue is taken back: its change with the sign turned, into the layers it used.
    pub fn give_back(
        &mut self,
        product: ProductId,
        stock_move: StockMoveId,
        back: Worth,
        used: &[Use],
        layer: i64,
    ) -> Result<()> {
        let (date, decimals) = (self.date, self.decimals);
        let layer = Layer {
            id: layer,
            date,
            rest: Worth::default(),
        };
        let given = self.page(product)?.account.give_back(back, used, layer, decimals);
        self.uses.extend(given.uses.into_iter().map(|one| (stock_move, one)));
        if let Some(new) = given.received.layer {
            self.uses.extend(new.covered.map(|covered| (stock_move, covered)));
            self.new_layers.push((product, stock_move, new));
        }
        let change = Worth::new(back.quantity, given.received.amount);
        self.note_reversal(product, stock_move, change, given.received.difference)
    }

    /// A receipt is taken back at the cost it came with, or refused when later issues carried part of it away.
    pub fn take_back(
        &mut self,
        product: ProductId,
        stock_move: StockMoveId,
        out: Worth,
        layer: Option<i64>,
    ) -> Result<()> {
        let page = self.page(product)?;
        let label = page.label();
        let Ok(taken) = page.account.take_back(out, layer) else {
            return Err(Error::Refused(Message::new("receipt-used-up").with("product", label)));
        };
        self.uses.extend(taken.used.map(|one| (stock_move, one)));
        let change = Worth::new(-out.quantity, -out.amount - taken.difference);
        self.note_reversal(product, stock_move, change, taken.difference)
    }

    /// The reversed entry carries the rest; only a difference adds lines of its own.
    fn note_reversal(
        &mut self,
        product: ProductId,
        stock_move: StockMoveId,
        change: Worth,
        difference: Money,
    ) -> Result<()> {
        let kind = ValuationKind::Reversal;
        let row = ValueRow {
            product,
            stock_move,
            kind,
            change,
        };
        let reversed = change.amount + difference;
        self.note(row, -reversed, difference)?;
        let sides = self.sides.entry(product).or_default();
        sides.inventory -= reversed;
        sides.counter += reversed;
        Ok(())
    }

    /// The lines of the journal entry, product by product: inventory, the counter account, and what came as a difference.
    pub fn entry_lines(
        &self,
        accounts: &CategoryAccounts,
        counter: AccountRole,
        party: Option<PartyId>,
    ) -> Result<Vec<EntryLine>> {
        let mut lines = Vec::new();
        for (id, sides) in &self.sides {
            let category = self.product(*id)?.category;
            let line = |role: AccountRole, amount: Money| -> Result<EntryLine> {
                Ok(EntryLine::signed(accounts.get(category, role)?, amount, &self.currency).product(*id))
            };
            if !sides.inventory.is_zero() {
                lines.push(line(AccountRole::Inventory, sides.inventory)?.area(self.area));
            }
            if !sides.counter.is_zero() {
                let line = line(counter, sides.counter)?;
                lines.push(match party {
                    Some(party) => line.party(party),
                    None => line,
                });
            }
            if !sides.difference.is_zero() {
                lines.push(line(AccountRole::StockAdjustment, sides.difference)?);
            }
        }
        Ok(lines)
    }
}
