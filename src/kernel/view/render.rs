//! Ties each view model to its template. Templates hold no rules: they print what the structs say.
use crate::kernel::view::filter::FilterKind;
use crate::kernel::view::form::FieldKind;
use crate::kernel::view::form::FormPage;
use crate::kernel::view::form::FormPart;
use crate::kernel::view::lines::LineKind;
use crate::kernel::view::list::ListPage;
use crate::kernel::view::list::ListTotals;
use crate::kernel::view::list::Totals;
use crate::kernel::view::object::NoteKind;
use crate::kernel::view::object::ObjectPage;
use crate::kernel::view::object::PeekPart;
use crate::kernel::view::object::SectionBody;
use crate::kernel::view::overview::CardBody;
use crate::kernel::view::overview::OverviewPage;
use crate::kernel::view::parts::Cell;
use crate::kernel::view::plain::ErrorPage;
use crate::kernel::view::plain::PlainPage;
use crate::kernel::view::plain::SetupIndex;
use crate::kernel::view::plain::TextPage;
use crate::kernel::view::plain::WizardPage;
use crate::kernel::view::print::PrintDocument;
use crate::kernel::view::report::ReportPage;
use crate::kernel::view::shell::Shell;
use crate::kernel::view::ui::Ui;
use askama::Template;

/// A template with the frame and one page in scope.
macro_rules! page_template {
    ($name:ident, $page:ty, $path:literal) => {
        #[derive(Template)]
        #[template(path = $path)]
        struct $name<'a> {
            ui: Ui<'a>,
            page: &'a $page,
        }

        impl $page {
            /// The whole page as HTML.
            pub fn render(&self, shell: &Shell) -> String {
                finished(&$name {
                    ui: Ui::new(shell),
                    page: self,
                })
            }
        }
    };
}

page_template!(ListTemplate, ListPage, "kernel/list.html");
page_template!(ObjectTemplate, ObjectPage, "kernel/object.html");
page_template!(FormTemplate, FormPage, "kernel/form.html");
page_template!(OverviewTemplate, OverviewPage, "kernel/overview.html");
page_template!(ReportTemplate, ReportPage, "kernel/report.html");
page_template!(SetupTemplate, SetupIndex, "kernel/setup_index.html");
page_template!(PlainTemplate, PlainPage, "kernel/plain.html");
page_template!(WizardTemplate, WizardPage, "kernel/wizard.html");
page_template!(TextTemplate, TextPage, "kernel/text.html");
page_template!(PeekTemplate, PeekPart, "kernel/peek.html");

#[derive(Template)]
#[template(path = "kernel/error.html")]
struct ErrorTemplate<'a> {
    ui: Ui<'a>,
    page: &'a ErrorPage,
}

#[derive(Template)]
#[template(path = "kernel/error_bare.html")]
struct BareErrorTemplate<'a> {
    ui: Ui<'a>,
    page: &'a ErrorPage,
}

impl ErrorPage {
    /// The whole page as HTML; without the frame when nobody is signed in.
    pub fn render(&self, shell: &Shell) -> String {
        let ui = Ui::new(shell);
        if self.bare {
            finished(&BareErrorTemplate { ui, page: self })
        } else {
            finished(&ErrorTemplate { ui, page: self })
        }
    }
}

#[derive(Template)]
#[template(path = "kernel/list_totals.html")]
struct TotalsTemplate<'a> {
    ui: Ui<'a>,
    page: &'a ListPage,
    totals: &'a ListTotals,
}

impl ListPage {
    /// The answer to `?part=totals`: footer row, pager text and "Select all" in one.
    pub fn render_totals(&self, totals: &ListTotals, shell: &Shell) -> String {
        finished(&TotalsTemplate {
            ui: Ui::new(shell),
            page: self,
            totals,
        })
    }
}

#[derive(Template)]
#[template(path = "kernel/print.html")]
struct PrintTemplate<'a> {
    ui: Ui<'a>,
    /// Texts in the language of the document.
    doc: Ui<'a>,
    page: &'a PrintDocument,
}

impl PrintDocument {
    /// The printable page as HTML.
    pub fn render(&self, shell: &Shell) -> String {
        finished(&PrintTemplate {
            ui: Ui::new(shell),
            doc: Ui::in_language(shell, self.language),
            page: self,
        })
    }
}

/// Rendering writes into memory and cannot fail; should it ever, the log says why.
fn finished(template: &impl Template) -> String {
    template.render().unwrap_or_else(|error| {
        tracing::error!(%error, "template");
        String::new()
    })
}
