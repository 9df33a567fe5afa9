//! The head and foot of printed documents: the company's own data, and the language and formats of who receives them.
mod queries;

use crate::ids::CompanyId;
use crate::kernel::country;
use crate::kernel::error::Result;
use crate::kernel::format::Formats;
use crate::kernel::message::Language;
use crate::kernel::message::Messages;
use crate::kernel::message::Value;
use crate::kernel::postal::Place;
use crate::kernel::view::PrintDocument;
use crate::kernel::web::Ctx;
use diesel::prelude::*;
use tenon_schema::company;

/// What a company says about itself on paper.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = company)]
pub struct Sender {
    pub name: String,
    pub legal_name: String,
    pub tax_number: String,
    pub registration_number: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub country: String,
    pub email: String,
    pub phone: String,
    pub bank_name: String,
    pub bank_account: String,
    pub language: String,
    pub time_zone: String,
}

impl Sender {
    /// The legal name, or the usual one where there is none.
    pub fn legal(&self) -> &str {
        if self.legal_name.is_empty() {
            &self.name
        } else {
            &self.legal_name
        }
    }

    fn place(&self) -> Place<'_> {
        Place {
            street: &self.street,
            postal_code: &self.postal_code,
            city: &self.city,
            region: "",
            country: &self.country,
        }
    }
}

/// Paper with the company's head and foot, in the receiver's language.
pub struct Letterhead {
    pub sender: Sender,
    pub messages: &'static Messages,
    pub formats: Formats,
}

impl Letterhead {
    /// For a receiver who reads `language` (a code); in the company's own when there is none such.
    pub fn open(ctx: &Ctx, company: CompanyId, language: &str) -> Result<Letterhead> {
        let sender = ctx.read(|conn| queries::sender(conn, company))?;
        let own = || Language::from_code(&sender.language);
        let language = Language::from_code(language).or_else(own).unwrap_or_default();
        let zone = sender.time_zone.parse().unwrap_or(chrono_tz::UTC);
        Ok(Letterhead {
            formats: Formats::new(language, zone, ctx.today()),
            messages: Messages::get(language),
            sender,
        })
    }

    /// A text in the receiver's language.
    pub fn text(&self, key: &str) -> String {
        self.messages.text(key)
    }

    pub fn with(&self, key: &str, values: &[(&str, Value)]) -> String {
        self.messages.with(key, values)
    }

    /// "Payment terms: 30 days net"
    pub fn labelled(&self, label: &str, text: &str) -> String {
        self.with("text-labelled", &[("label", label.into()), ("text", text.into())])
    }

    /// The sheet, with sender and foot filled in.
    pub fn sheet(&self) -> PrintDocument {
        let sender = &self.sender;
        let country = country::name(self.messages, &sender.country);
        let at_home = [vec![sender.legal().to_owned()], sender.place().lines("")].concat();
        let labelled = |key: &str, value: &str| (!value.is_empty()).then(|| format!("{} {value}", self.text(key)));
        let present = |lines: Vec<Option<String>>| -> Vec<String> { lines.into_iter().flatten().collect() };
        let plain = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PrintDocument {
            language: self.messages.language(),
            company_name: sender.name.clone(),
            company_lines: sender.place().lines(&country),
            return_line: at_home.join(" · "),
            footer: vec![
                at_home,
                present(vec![
                    labelled("print-tax-number", &sender.tax_number),
                    labelled("print-registration", &sender.registration_number),
                    plain(&sender.email),
                    plain(&sender.phone),
                ]),
                present(vec![plain(&sender.bank_name), plain(&sender.bank_account)]),
            ],
            ..PrintDocument::default()
        }
    }
}
