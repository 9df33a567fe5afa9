//! Posting a payment.
use crate::event::Event;
use crate::event::EventKind;
use crate::finance::invoice::posting::TaxToPost;
use crate::finance::open_item;
use crate::finance::payment::Direction;
use crate::finance::payment::NewPayment;
use crate::finance::payment::Payment;
use crate::finance::payment::PaymentState;
use crate::finance::payment::discount::Taken;
use crate::finance::payment::is_small_difference;
use crate::finance::payment::ops::discounts;
use crate::finance::payment::ops::targets;
use crate::finance::payment::ops::targets::Source;
use crate::finance::payment::ops::targets::Target;
use crate::ids::AccountId;
use crate::ids::CompanyId;
use crate::ids::OpenItemId;
use crate::ids::PartyId;
use crate::ids::PaymentId;
use crate::kernel::error::Argument;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::search;
use crate::kernel::sequence;
use crate::kernel::sequence::SeriesKind;
use crate::kernel::tx::Tx;
use crate::ledger;
use crate::ledger::account;
use crate::ledger::account::AccountKind;
use crate::ledger::account::AccountRole;
use crate::ledger::account::Control;
use crate::ledger::account::RoleAccounts;
use crate::ledger::currency;
use crate::ledger::currency::CompanyCurrency;
use crate::ledger::entry::EntryLine;
use crate::ledger::entry::JournalKind;
use crate::ledger::entry::NewEntry;
use crate::ledger::entry::Posted;
use crate::ledger::open_item::Allocate;
use crate::ledger::open_item::NewOpenItem;
use crate::party;
use crate::permission::Permission;
use crate::refuse_unless;
use tenon_db::Money;
use tenon_db::Rounding;
use tenon_schema::payment;

/// Posts a payment: bank against receivable, with what is written off or taken off for paying early; settles what was named or the oldest first, and
/// leaves the rest on account.
pub fn post(tx: &mut Tx<'_>, company: CompanyId, new: &NewPayment) -> Result<PaymentId> {
    tx.require(Permission::PaymentPost, company)?;
    let own = currency::queries::of_company(tx.conn, company)?;
    let roles = account::queries::roles(tx.conn, company)?;
    let account = money_account(tx, company, new, &roles)?;
    let mut row = prepared(tx, (company, account), new, &own)?;
    let source = Source {
        company,
        party: row.party_id,
        currency: &row.currency.clone(),
        is_credit: row.direction == Direction::In,
        available: row.amount + row.write_off_amount,
    };
    let chosen = targets::choose(tx, &source, &new.allocations, new.oldest_first)?;
    let settled: Money = chosen.iter().map(|target| target.amount).sum();
    refuse_unless!(
        row.write_off_amount <= settled,
        "write-off-without-item",
        amount = (row.write_off_amount, &row.currency)
    );
    let decimals = decimals(tx, &row.currency, &own)?;
    let taken = discounts::taken(tx, &row, &chosen, decimals)?;
    row.discount_amount = taken.amount;
    let beside = Beside::of(&row, taken, &own)?;
    row.number = sequence::draw(tx, company, SeriesKind::Payment, row.payment_date)?;
    row.open_amount = row.cleared() - settled;
    let posted = post_entry(tx, &row, (&beside, &own), &roles)?;
    row.journal_entry_id = Some(posted.id);
    tx.conn.later(&diesel::insert_into(payment::table).values(&row))?;
    let item = open(tx, &row, beside.base(), (&posted, roles.get(AccountRole::Receivable)?))?;
    settle(tx, &row, &source, item, &chosen)?;
    index(tx, &row)?;
    record(tx, &row, &chosen);
    Ok(row.id)
}

/// Bank or cash; or the account for write-offs, when a claim is given up for good.
fn money_account(tx: &mut Tx<'_>, company: CompanyId, new: &NewPayment, roles: &RoleAccounts) -> Result<AccountId> {
    let Some(id) = new.account_id else {
        return roles.get(AccountRole::Bank);
    };
    let wrong = |message: Message| Err(Error::invalid("account_id", message));
    let known = account::queries::get_many(tx.conn, &[id])?.remove(&id);
    let Some(account) = known.filter(|account| account.company_id == company) else {
        return wrong(Message::new("problem-not-offered"));
    };
    if roles.find(AccountRole::WriteOff) == Some(id) {
        tx.require(Permission::LedgerPost, company)?;
        require_reason(new.write_off_reason.as_deref())?;
        return Ok(id);
    }
    let is_money = account.kind == AccountKind::Asset && account.control == Control::None;
    if !is_money {
        return wrong(Message::new("payment-account-not-money").with("name", account.label()));
    }
    if !account.is_active {
        return wrong(Message::new("account-archived").with("name", account.label()));
    }
    Ok(id)
}

fn require_reason(reason: Option<&str>) -> Result<()> {
    if reason.is_none_or(str::is_empty) {
        return Err(Error::invalid(
            "write_off_reason",
            Message::new("write-off-needs-reason"),
        ));
    }
    Ok(())
}

/// The row with everything checked and filled in but number, entry and what is open.
fn prepared(
    tx: &mut Tx<'_>,
    (company, account): (CompanyId, AccountId),
    new: &NewPayment,
    own: &CompanyCurrency,
) -> Result<Payment> {
    let currency = new.currency.clone().unwrap_or_else(|| own.code.clone());
    let write_off = new.write_off_amount.unwrap_or_default();
    check_amounts(tx, company, new, (&currency, own))?;
    let payment_date = match new.payment_date {
        Some(date) => date,
        None => tx.today(company)?,
    };
    let base_amount = match new.base_amount.filter(|_| currency != own.code) {
        Some(amount) => amount,
        None => {
            currency::queries::rate(tx.conn, &currency, &own.code, payment_date)?.convert(new.amount, own.decimals)?
        }
    };
    Ok(Payment {
        id: id::new(),
        company_id: company,
        number: String::new(),
        direction: new.direction.unwrap_or(Direction::In),
        party_id: new.party_id,
        party_name: party_name(tx, new.party_id)?,
        account_id: account,
        payment_date,
        currency,
        amount: new.amount,
        base_amount,
        write_off_amount: write_off,
        write_off_reason: new.write_off_reason.clone().unwrap_or_default(),
        discount_amount: Money::ZERO,
        open_amount: Money::ZERO,
        reference: new.reference.clone().unwrap_or_default(),
        state: PaymentState::Posted,
        journal_entry_id: None,
        owner_id: tx.actor.user,
        team_id: tx.actor.team,
        version: 1,
        created_at: tx.now,
    })
}

fn party_name(tx: &mut Tx<'_>, party: PartyId) -> Result<String> {
    let mut names = party::queries::names(tx.conn, &[party])?;
    names
        .remove(&party)
        .ok_or_else(|| Error::invalid("party_id", Message::new("problem-not-offered")))
}

fn decimals(tx: &mut Tx<'_>, currency: &str, own: &CompanyCurrency) -> Result<u32> {
    if currency == own.code {
        return Ok(own.decimals);
    }
    currency::queries::decimals(tx.conn, currency)
}

fn check_amounts(
    tx: &mut Tx<'_>,
    company: CompanyId,
    new: &NewPayment,
    (currency, own): (&str, &CompanyCurrency),
) -> Result<()> {
    let decimals = decimals(tx, currency, own)?;
    let amounts = [
        ("amount", Some(new.amount), false, (currency, decimals)),
        ("base_amount", new.base_amount, false, (own.code.as_str(), own.decimals)),
        ("write_off_amount", new.write_off_amount, true, (currency, decimals)),
    ];
    for (field, amount, may_be_zero, (currency, decimals)) in amounts {
        let Some(amount) = amount else { continue };
        if amount.is_negative() || (amount.is_zero() && !may_be_zero) {
            return Err(Error::invalid(field, Message::new("problem-not-positive")));
        }
        if amount.round_to(decimals) != amount {
            let message = Message::new("amount-too-fine").with("currency", currency);
            return Err(Error::invalid(field, message.with("places", i64::from(decimals))));
        }
    }
    // In the company's own currency there is one amount.
    if currency == own.code && new.base_amount.is_some_and(|base| base != new.amount) {
        let message = Message::new("payment-base-of-own-currency").with("currency", currency);
        return Err(Error::invalid("base_amount", message));
    }
    let write_off = new.write_off_amount.unwrap_or_default();
    if write_off.is_zero() {
        return Ok(());
    }
    require_reason(new.write_off_reason.as_deref())?;
    // What is more than a small difference is a decision of the accountant's.
    if !is_small_difference(write_off, new.amount) {
        tx.require(Permission::LedgerPost, company)?;
    }
    Ok(())
}

/// What is cleared beside the money, in the company's currency at the payment's own rate.
struct Beside {
    write_off: Money,
    discount: Taken,
    base_net: Money,
    base_taxes: Vec<TaxToPost>,
}

impl Beside {
    fn of(row: &Payment, discount: Taken, own: &CompanyCurrency) -> Result<Beside> {
        let base = |amount: Money| -> Result<Money> {
            let rate = (row.base_amount.raw(), row.amount.raw());
            Ok(amount.times_ratio_to(rate, own.decimals, Rounding::HalfUp)?)
        };
        let mut base_net = base(discount.amount)?;
        let mut base_taxes = Vec::with_capacity(discount.taxes.len());
        for tax in &discount.taxes {
            let of_books = TaxToPost {
                base: base(tax.base)?,
                tax: base(tax.tax)?,
                ..tax.clone()
            };
            base_net -= of_books.tax;
            base_taxes.push(of_books);
        }
        Ok(Beside {
            write_off: base(row.write_off_amount)?,
            discount,
            base_net,
            base_taxes,
        })
    }

    fn base(&self) -> Money {
        self.write_off + self.base_net + self.base_taxes.iter().map(|tax| tax.tax).sum()
    }
}

fn post_entry(
    tx: &mut Tx<'_>,
    row: &Payment,
    (beside, own): (&Beside, &CompanyCurrency),
    roles: &RoleAccounts,
) -> Result<Posted> {
    let line = |account: AccountId, base: Money, amount: Money| {
        EntryLine::signed(account, base, &own.code).in_currency(&row.currency, amount)
    };
    let sign = |amount: Money| row.direction.signed(amount);
    let (base, amount) = (row.base_amount + beside.base(), row.cleared());
    let mut lines = vec![
        line(roles.get(AccountRole::Receivable)?, sign(base), sign(amount)).party(row.party_id),
        line(row.account_id, -sign(row.base_amount), -sign(row.amount)).about(&row.reference),
    ];
    if row.write_off_amount.is_positive() {
        let account = roles.get(AccountRole::WriteOff)?;
        lines.push(line(account, -sign(beside.write_off), -sign(row.write_off_amount)).about(&row.write_off_reason));
    }
    if row.discount_amount.is_positive() {
        let account = roles.get(AccountRole::SalesDiscount)?;
        let net = line(account, -sign(beside.base_net), -sign(beside.discount.net));
        lines.push(net.party(row.party_id));
        for (tax, of_books) in beside.discount.taxes.iter().zip(&beside.base_taxes) {
            let back = line(tax.account, -sign(of_books.tax), -sign(tax.tax)).party(row.party_id);
            lines.push(back.tax(tax.component, -sign(of_books.base)));
        }
    }
    let entry = NewEntry {
        company: row.company_id,
        journal: JournalKind::Cash,
        posting_date: row.payment_date,
        description: format!("{} {}", row.number, row.party_name),
        origin: row.id.into(),
        reverses: None,
        lines,
    };
    ledger::entry::ops::post(tx, &entry).map_err(|error| error.at("payment_date"))
}

fn open(
    tx: &mut Tx<'_>,
    row: &Payment,
    base_beside: Money,
    (posted, account): (&Posted, AccountId),
) -> Result<OpenItemId> {
    let item = NewOpenItem {
        company: row.company_id,
        party: row.party_id,
        account,
        line: posted.lines.first().copied().unwrap_or_default(),
        origin: row.id.into(),
        number: row.number.clone(),
        posting_date: row.payment_date,
        due_date: row.payment_date,
        currency: row.currency.clone(),
        amount: row.direction.signed(row.cleared()),
        base_amount: row.direction.signed(row.base_amount + base_beside),
    };
    let opened = ledger::open_item::ops::open(tx, &[item])?;
    opened
        .first()
        .copied()
        .ok_or_else(|| Error::internal("an open item was not opened"))
}

fn settle(tx: &mut Tx<'_>, row: &Payment, source: &Source<'_>, own: OpenItemId, chosen: &[Target]) -> Result<()> {
    if chosen.is_empty() {
        return Ok(());
    }
    let what = Allocate {
        company: row.company_id,
        date: row.payment_date,
        date_field: "payment_date",
        is_posted_day: true,
        origin: row.id.into(),
        pairs: chosen.iter().map(|target| source.pair(own, target)).collect(),
    };
    ledger::open_item::ops::allocate(tx, &what)?;
    let items: Vec<OpenItemId> = chosen.iter().map(|target| target.item.id).collect();
    open_item::ops::refresh_invoices(tx, &items)?;
    if chosen.iter().any(|target| target.item.origin_kind == "payment") {
        open_item::ops::refresh_payments(tx, &items)?;
    }
    targets::link(tx, chosen, row.id.into());
    Ok(())
}

fn index(tx: &mut Tx<'_>, row: &Payment) -> Result<()> {
    let entry = search::Entry {
        subject: row.id.into(),
        company: Some(row.company_id),
        owner: Some(row.owner_id),
        title: &row.number,
        subtitle: &row.party_name,
        words: &row.reference,
    };
    search::put_document(tx.conn, &entry)
}

fn record(tx: &mut Tx<'_>, row: &Payment, chosen: &[Target]) {
    let mut event = Event::new(EventKind::PaymentPosted, Some(row.company_id), row.id).with(row.party_id);
    for document in targets::documents(chosen) {
        event = event.with(document);
    }
    let event = event
        .say("number", &row.number)
        .say("party", &row.party_name)
        .say("amount", (row.amount, &row.currency))
        .say("direction", Argument::Key(row.direction.message_key().to_owned()));
    tx.record(event);
}
