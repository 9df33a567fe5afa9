//! Routes, departments and menu as const tables: they can be printed, walked by tests, and make the OpenAPI document.
use crate::kernel::chain::DocumentKind;
use crate::kernel::error::Result;
use crate::kernel::list::Described;
use crate::kernel::search::SearchKind;
use crate::kernel::tx::React;
use crate::kernel::view::Section;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::permission::Permission;
use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use tenon_db::Conn;

pub type Handler = fn(&Ctx, &Req) -> Result<Reply>;
type Shape = fn(&mut SchemaGenerator) -> Schema;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    Get,
    Post,
}

/// What the JSON API says about a route that it also serves, under `/api/v1` and the same path.
#[derive(Clone, Copy)]
pub struct ApiDoc {
    pub request: Option<Shape>,
    pub response: Option<Shape>,
    /// The answer is a page of rows, `{"rows": [...], "next": cursor}`, with these columns.
    pub rows: Option<fn() -> Vec<Described>>,
}

#[derive(Clone, Copy)]
pub struct Route {
    pub method: Method,
    /// `/orders/sales-orders/{id}`: fixed words before `{id}` in the table.
    pub path: &'static str,
    pub permission: Permission,
    pub handler: Handler,
    /// The page to show again, with what was typed, when a POST is refused.
    pub again: Option<Handler>,
    pub api: Option<ApiDoc>,
    /// Takes a multipart body with files.
    pub takes_files: bool,
}

pub const fn get(path: &'static str, permission: Permission, handler: Handler) -> Route {
    Route {
        method: Method::Get,
        path,
        permission,
        handler,
        again: None,
        api: None,
        takes_files: false,
    }
}

pub const fn post(path: &'static str, permission: Permission, handler: Handler) -> Route {
    Route {
        method: Method::Post,
        ..get(path, permission, handler)
    }
}

const NO_DOC: ApiDoc = ApiDoc {
    request: None,
    response: None,
    rows: None,
};

/// `SchemaGenerator::subschema_for` as a plain function pointer.
fn shape_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Route {
    pub const fn again(mut self, page: Handler) -> Route {
        self.again = Some(page);
        self
    }

    pub const fn files(mut self) -> Route {
        self.takes_files = true;
        self
    }

    /// Also an operation of the API; it answers with the record it is about.
    pub const fn api(mut self) -> Route {
        self.api = Some(NO_DOC);
        self
    }

    /// What is said of it so far.
    const fn doc(&self) -> ApiDoc {
        match self.api {
            Some(doc) => doc,
            None => NO_DOC,
        }
    }

    /// An operation of the API that takes this command.
    pub const fn takes<T: JsonSchema>(mut self) -> Route {
        self.api = Some(ApiDoc {
            request: Some(shape_of::<T>),
            ..self.doc()
        });
        self
    }

    /// An operation of the API that answers with this row.
    pub const fn gives<T: JsonSchema>(mut self) -> Route {
        self.api = Some(ApiDoc {
            response: Some(shape_of::<T>),
            ..self.doc()
        });
        self
    }

    /// A list in the API: a page of rows and a cursor.
    pub const fn lists(mut self, rows: fn() -> Vec<Described>) -> Route {
        self.api = Some(ApiDoc {
            rows: Some(rows),
            ..NO_DOC
        });
        self
    }
}

/// A page in the panel of its department.
#[derive(Clone, Copy)]
pub struct MenuItem {
    /// Message key of the heading it stands under; empty for none.
    pub group: &'static str,
    /// Message key of its label.
    pub label: &'static str,
    pub icon: &'static str,
    pub url: &'static str,
    pub permission: Permission,
    /// Open work, shown beside the label.
    pub count: Option<fn(&mut Conn, &Ctx) -> Result<i64>>,
}

impl MenuItem {
    pub const fn new(
        group: &'static str,
        label: &'static str,
        icon: &'static str,
        url: &'static str,
        permission: Permission,
    ) -> MenuItem {
        MenuItem {
            group,
            label,
            icon,
            url,
            permission,
            count: None,
        }
    }
    pub const fn count(mut self, count: fn(&mut Conn, &Ctx) -> Result<i64>) -> MenuItem {
        self.count = Some(count);
        self
    }
}

/// An entry of the create menu.
#[derive(Clone, Copy)]
pub struct CreateEntry {
    pub label: &'static str,
    pub icon: &'static str,
    pub url: &'static str,
    pub key: &'static str,
    pub permission: Permission,
}

/// What a department adds to the record page of an earlier one (stock on a product, open items on a customer). Asked with
/// the record's id; shown to those who hold the permission in some company.
#[derive(Clone, Copy)]
pub struct PageSection {
    pub permission: Permission,
    pub make: fn(&mut Conn, &Ctx, i64) -> Result<Vec<Section>>,
}

/// A department's face: its routes, its menu, and what it contributes to chain and search.
#[derive(Clone, Copy)]
pub struct Department {
    /// `orders`; its label is the message `department-orders`.
    pub name: &'static str,
    pub icon: &'static str,
    /// Whether it stands in the rail; masters may only have pages in the menus of others.
    pub in_rail: bool,
    pub routes: &'static [&'static [Route]],
    pub menu: &'static [MenuItem],
    pub create: &'static [CreateEntry],
    pub documents: &'static [DocumentKind],
    pub search: &'static [SearchKind],
    /// Added to the page of a party, of a product.
    pub party_sections: &'static [PageSection],
    pub product_sections: &'static [PageSection],
}

impl Department {
    pub const fn new(name: &'static str, icon: &'static str) -> Department {
        Department {
            name,
            icon,
            in_rail: true,
            routes: &[],
            menu: &[],
            create: &[],
            documents: &[],
            search: &[],
            party_sections: &[],
            product_sections: &[],
        }
    }
}

/// The whole program as tables.
pub struct App {
    pub departments: &'static [Department],
    /// Names of the departments in the order of the rail; those not named follow.
    pub rail: &'static [&'static str],
    pub react: React,
}

impl App {
    /// The departments of the rail, in its order.
    pub fn rail(&self) -> impl Iterator<Item = &'static Department> + '_ {
        let named = |name: &'static str| self.departments.iter().find(move |department| department.name == name);
        let rest = self
            .departments
            .iter()
            .filter(|department| !self.rail.contains(&department.name));
        let all = self.rail.iter().filter_map(move |name| named(name)).chain(rest);
        all.filter(|department| department.in_rail)
    }
    pub fn routes(&self) -> impl Iterator<Item = &'static Route> + '_ {
        self.departments
            .iter()
            .flat_map(|department| department.routes.iter().flat_map(|routes| routes.iter()))
    }
    pub fn documents(&self) -> impl Iterator<Item = &'static DocumentKind> + '_ {
        self.departments
            .iter()
            .flat_map(|department| department.documents.iter())
    }
    pub fn party_sections(&self) -> impl Iterator<Item = &'static PageSection> + '_ {
        self.departments
            .iter()
            .flat_map(|department| department.party_sections.iter())
    }
    pub fn product_sections(&self) -> impl Iterator<Item = &'static PageSection> + '_ {
        self.departments
            .iter()
            .flat_map(|department| department.product_sections.iter())
    }
    pub fn search_kinds(&self) -> impl Iterator<Item = &'static SearchKind> + '_ {
        self.departments.iter().flat_map(|department| department.search.iter())
    }
}

/// The sections of these contributions that the reader may see, in order.
pub fn contributed(
    conn: &mut Conn,
    ctx: &Ctx,
    sections: impl Iterator<Item = &'static PageSection>,
    record: i64,
) -> Result<Vec<Section>> {
    let mut shown = Vec::new();
    for section in sections.filter(|section| ctx.actor.may_somewhere(section.permission)) {
        shown.extend((section.make)(conn, ctx, record)?);
    }
    Ok(shown)
}
