//! What the overview shows: of one company, or of several added up at the day's rates.
use crate::finance::ageing;
use crate::finance::ageing::AgeRow;
use crate::finance::overview::queries;
use crate::finance::overview::queries::Figure;
use crate::ids::CompanyId;
use crate::ids::PartyId;
use crate::kernel::error::Result;
use crate::kernel::web::Ctx;
use crate::kernel::web::ctx::CompanyFace;
use crate::ledger::currency;
use crate::ledger::currency::Rate;
use crate::party;
use chrono::Days;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use tenon_db::Conn;
use tenon_db::Money;

/// Days of the cash chart.
pub const CASH_DAYS: u64 = 29;
const DEBTORS_SHOWN: usize = 8;

pub fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// What one company has, or several together in the currency of the one worked in.
#[derive(Default)]
pub struct Figures {
    pub ages: AgeRow,
    /// Party, its name, what it owes, what of that is overdue.
    pub debtors: Vec<(PartyId, String, Money, Money)>,
    pub overdue: Figure,
    pub due_soon: Figure,
    pub unallocated: Figure,
    pub drafts: i64,
    pub cash: BTreeMap<NaiveDate, (Money, Money)>,
}

/// The books of one company, in its own currency.
struct Books {
    rows: Vec<AgeRow>,
    overdue: Figure,
    due_soon: Figure,
    unallocated: Figure,
    drafts: i64,
    cash: BTreeMap<NaiveDate, (Money, Money)>,
}

impl Books {
    fn read(conn: &mut Conn, company: CompanyId, today: NaiveDate) -> Result<Books> {
        let week = today.checked_add_days(Days::new(7)).unwrap_or(today);
        Ok(Books {
            rows: ageing::queries::ageing(conn, company, today)?,
            overdue: queries::due_between(conn, company, NaiveDate::default(), days_before(today, 1))?,
            due_soon: queries::due_between(conn, company, today, week)?,
            unallocated: queries::unallocated(conn, company)?,
            drafts: queries::drafts(conn, company)?,
            cash: queries::cash(conn, company, (days_before(today, CASH_DAYS), today))?,
        })
    }
}

impl Figures {
    /// Adds the books of a company at its rate; answers what each party owes it.
    fn add(&mut self, books: &Books, (rate, decimals): (Rate, u32), owed: &mut Owed) -> Result<()> {
        let base = |amount: Money| rate.convert(amount, decimals);
        for row in &books.rows {
            for (sum, amount) in self.ages.amounts.iter_mut().zip(row.amounts) {
                *sum += base(amount)?;
            }
            let (total, overdue) = owed.entry(row.party).or_default();
            *total += base(row.total())?;
            *overdue += base(row.overdue())?;
        }
        let sums = [
            (&mut self.overdue, books.overdue),
            (&mut self.due_soon, books.due_soon),
            (&mut self.unallocated, books.unallocated),
        ];
        for (sum, figure) in sums {
            sum.count += figure.count;
            sum.amount += base(figure.amount)?;
        }
        self.drafts += books.drafts;
        for (day, (money_in, money_out)) in &books.cash {
            let sums = self.cash.entry(*day).or_default();
            sums.0 += base(*money_in)?;
            sums.1 += base(*money_out)?;
        }
        Ok(())
    }
}

/// What each party owes, and what of it is overdue.
type Owed = BTreeMap<Option<PartyId>, (Money, Money)>;

/// The figures of these companies, and the names of those for which there is no rate.
pub fn figures(ctx: &Ctx, companies: &[CompanyFace], today: NaiveDate) -> Result<(Figures, Vec<String>)> {
    ctx.read(|conn| {
        let own = currency::queries::of_company(conn, ctx.company.id)?;
        let rates = currency::queries::day_rates(conn, today)?;
        let (mut figures, mut owed, mut left_out) = (Figures::default(), Owed::new(), Vec::new());
        for company in companies {
            let Some(rate) = rates.find(&company.currency, &own.code) else {
                left_out.push(company.name.clone());
                continue;
            };
            let books = Books::read(conn, company.id, today)?;
            figures.add(&books, (rate, own.decimals), &mut owed)?;
        }
        let mut top: Vec<(PartyId, (Money, Money))> = owed
            .into_iter()
            .filter_map(|(party, sums)| Some((party?, sums)))
            .collect();
        top.retain(|(_, (total, _))| total.is_positive());
        top.sort_by_key(|(_, (total, _))| std::cmp::Reverse(*total));
        top.truncate(DEBTORS_SHOWN);
        let ids: Vec<PartyId> = top.iter().map(|(id, _)| *id).collect();
        let names = party::queries::names(conn, &ids)?;
        let debtor = |(id, (total, overdue))| (id, names.get(&id).cloned().unwrap_or_default(), total, overdue);
        figures.debtors = top.into_iter().map(debtor).collect();
        Ok((figures, left_out))
    })
}
