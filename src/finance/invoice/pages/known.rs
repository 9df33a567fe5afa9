//! What the page of an invoice says, read at once.
use crate::finance::credit;
use crate::finance::credit::Standing;
use crate::finance::invoice::Invoice;
use crate::finance::invoice::InvoiceLine;
use crate::finance::invoice::InvoiceTax;
use crate::finance::invoice::queries;
use crate::finance::invoice::queries::LineNames;
use crate::finance::open_item;
use crate::finance::open_item::Settlement;
use crate::ids::CustomerInvoiceId;
use crate::kernel::error::Result;
use crate::kernel::web::Ctx;
use crate::ledger;
use crate::ledger::entry::JournalEntry;
use crate::ledger::open_item::OpenItem;
use crate::permission::Permission::InvoiceRead;
use crate::permission::Permission::LedgerRead;
use tenon_db::Conn;

/// Everything the page says, read from one snapshot.
pub struct Known {
    pub invoice: Invoice,
    pub lines: Vec<InvoiceLine>,
    pub names: LineNames,
    pub taxes: Vec<InvoiceTax>,
    pub items: Vec<OpenItem>,
    pub settlements: Vec<Settlement>,
    pub entries: Vec<JournalEntry>,
    pub standing: Standing,
    pub credited: Option<Invoice>,
    pub own_currency: String,
}

impl Known {
    /// Reads it, for a reader who may see the invoice.
    pub fn read(conn: &mut Conn, ctx: &Ctx, id: CustomerInvoiceId) -> Result<Known> {
        let reach = ctx.full_reach(InvoiceRead);
        let invoice = queries::visible(conn, &reach, id)?;
        let lines = queries::lines(conn, id)?;
        let language = ctx.messages.language().code();
        let items = ledger::open_item::queries::of_origin(conn, id.into())?;
        let may_read_entries = ctx.actor.may(LedgerRead, invoice.company_id);
        Ok(Known {
            names: queries::line_names(conn, &lines, language)?,
            taxes: queries::taxes(conn, id)?,
            settlements: open_item::queries::settlements(conn, &items)?,
            items,
            entries: if may_read_entries {
                ledger::entry::queries::of_origin(conn, id.into())?
            } else {
                Vec::new()
            },
            standing: credit::queries::standing(
                conn,
                invoice.company_id,
                invoice.party_id,
                ctx.today_in(invoice.company_id),
            )?,
            credited: match invoice.credits_id {
                Some(credited) => Some(queries::get(conn, credited)?),
                None => None,
            },
            own_currency: ledger::currency::queries::of_company(conn, invoice.company_id)?.code,
            lines,
            invoice,
        })
    }
}
