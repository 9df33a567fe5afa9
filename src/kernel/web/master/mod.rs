//! What the pages of all masters have in common: one place, one head, the empty form and the form of a record, and the
//! handlers of update, archive, restore and delete. A master's own `pages.rs` says only what is its own.
pub mod shared;

use crate::ids::Subject;
use crate::kernel::error::Result;
use crate::kernel::input::Input;
use crate::kernel::message::Language;
use crate::kernel::tx::Tx;
use crate::kernel::value::usage;
use crate::kernel::view::Action;
use crate::kernel::view::Crumb;
use crate::kernel::view::Fact;
use crate::kernel::view::FormPage;
use crate::kernel::view::ObjectPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::answer;
use crate::kernel::web::conflict;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where a kind of record lives: masters and documents alike.
#[derive(Clone, Copy)]
pub struct Place {
    /// Of its list: `cost-centers`. The title is the message `list-<name>`, that of the empty form `new-<name>`.
    pub name: &'static str,
    /// Address of the list, and of creating one.
    pub url: &'static str,
}

/// A record as its page and its form say what it is.
pub struct Head {
    pub id: Subject,
    pub name: String,
    pub version: i32,
    /// Whether it is offered; `None` where such records are not archived.
    pub is_active: Option<bool>,
}

impl Head {
    /// A record that can be archived.
    pub fn new(id: impl Into<Subject>, name: impl Into<String>, version: i32, is_active: bool) -> Head {
        Head {
            is_active: Some(is_active),
            ..Head::lasting(id, name, version)
        }
    }

    /// A record that is offered as long as it exists.
    pub fn lasting(id: impl Into<Subject>, name: impl Into<String>, version: i32) -> Head {
        Head {
            id: id.into(),
            name: name.into(),
            version,
            is_active: None,
        }
    }
}

/// The names of a record in further languages ([`crate::kernel::translation::names_of`]), each a fact of its page.
pub fn names(names: &BTreeMap<String, String>) -> Vec<Fact> {
    let fact = |language: &Language| {
        let name = names.get(language.code())?;
        Some(Fact::text(language.name(), name.as_str()))
    };
    Language::OFFERED.iter().filter_map(fact).collect()
}

impl Place {
    /// The list, then the page itself.
    pub fn crumbs(&self, ctx: &Ctx, title: &str) -> Vec<Crumb> {
        let list = ctx.text(&format!("list-{}", self.name));
        vec![Crumb::new(list, self.url), Crumb::new(title, "")]
    }

    /// Shows the empty form; `page` holds its groups.
    pub fn new_form(&self, ctx: &Ctx, req: &Req, page: FormPage) -> Result<Reply> {
        let title = ctx.text(&format!("new-{}", self.name));
        let crumbs = self.crumbs(ctx, &title);
        let page = FormPage {
            title,
            action: self.url.to_owned(),
            discard_url: self.url.to_owned(),
            save_and_new: true,
            ..page
        };
        answer::form(ctx, req, page, crumbs)
    }

    /// Shows the form of a record; `page` holds its groups. `record` is the record as it is now, as the form's own
    /// command: after a stale save both sides are shown.
    pub fn edit_form(
        &self,
        ctx: &Ctx,
        req: &Req,
        head: &Head,
        record: &impl Serialize,
        page: FormPage,
    ) -> Result<Reply> {
        let title = ctx.say_with("edit-title", &[("name", (&head.name).into())]);
        let crumbs = self.crumbs(ctx, &title);
        let page = FormPage {
            title,
            action: head.id.url(),
            ..page
        };
        let page = conflict::edit_form(ctx, req, head.id, head.version, record, page)?;
        answer::form(ctx, req, page, crumbs)
    }

    /// Removes the record in the path; pages go back to the list.
    pub fn delete<I: From<i64> + Into<Subject> + Copy + Send + 'static>(
        &self,
        ctx: &Ctx,
        req: &Req,
        remove: impl Fn(&mut Tx<'_>, I, i32) -> Result<()> + Send + 'static,
    ) -> Result<Reply> {
        let (id, version): (I, _) = (req.id()?, req.required_version()?);
        let (door, list_url) = (req.door, self.url);
        ctx.write(req, move |tx| {
            remove(tx, id, version)?;
            Ok(Reply::gone(door, id, list_url))
        })
    }
}

/// The page of a record without its own facts and sections: what it is, whether it is offered, and for those who may edit
/// it the way to its form and the menu.
pub fn page(ctx: &Ctx, head: &Head, may_edit: bool) -> ObjectPage {
    ObjectPage {
        title: head.name.clone(),
        status: head.is_active.map(|is_active| usage(is_active).status(ctx.messages)),
        subtitle: ctx.text(&format!("kind-{}", head.id.code())),
        version: head.version.to_string(),
        edit_url: may_edit.then(|| format!("{}/edit", head.id.url())),
        menu: if may_edit { menu(ctx, head) } else { Vec::new() },
        ..ObjectPage::default()
    }
}

/// Archive it or offer it again, delete it while nothing refers to it.
fn menu(ctx: &Ctx, head: &Head) -> Vec<Action> {
    let archive = head
        .is_active
        .map(|is_active| archive_action(ctx, head.id, &head.name, is_active));
    archive
        .into_iter()
        .chain([delete_action(ctx, head.id, &head.name)])
        .collect()
}

/// Changes the record in the path to the command in the body.
pub fn update<I, C>(
    ctx: &Ctx,
    req: &Req,
    change: impl Fn(&mut Tx<'_>, I, i32, &C) -> Result<()> + Send + 'static,
) -> Result<Reply>
where
    I: From<i64> + Into<Subject> + Copy + Send + 'static,
    C: Input + Send + 'static,
{
    let (id, version): (I, _) = (req.id()?, req.required_version()?);
    let command: C = req.command(ctx)?;
    ctx.done(req, "notice-saved", move |tx| {
        change(tx, id, version, &command)?;
        Ok(id)
    })
}

/// Offers the record in the path no more.
pub fn archive<I: From<i64> + Into<Subject> + Copy + Send + 'static>(
    ctx: &Ctx,
    req: &Req,
    set_active: impl Fn(&mut Tx<'_>, I, i32, bool) -> Result<()> + Send + 'static,
) -> Result<Reply> {
    let (id, version): (I, _) = (req.id()?, req.required_version()?);
    ctx.done(req, "notice-archived", move |tx| {
        set_active(tx, id, version, false)?;
        Ok(id)
    })
}

/// Offers the record in the path again.
pub fn restore<I: From<i64> + Into<Subject> + Copy + Send + 'static>(
    ctx: &Ctx,
    req: &Req,
    set_active: impl Fn(&mut Tx<'_>, I, i32, bool) -> Result<()> + Send + 'static,
) -> Result<Reply> {
    let (id, version): (I, _) = (req.id()?, req.required_version()?);
    ctx.done(req, "notice-restored", move |tx| {
        set_active(tx, id, version, true)?;
        Ok(id)
    })
}

/// Archives a record, or offers it again.
pub fn archive_action(ctx: &Ctx, subject: impl Into<Subject>, name: &str, is_active: bool) -> Action {
    let url = subject.into().url();
    if !is_active {
        return Action::post(ctx.text("action-restore"), "archive-restore", format!("{url}/restore"));
    }
    let action = Action::post(ctx.text("action-archive"), "archive", format!("{url}/archive"));
    action.confirm(
        ctx.say_with("archive-title", &[("name", name.into())]),
        ctx.text("archive-text"),
        ctx.text("action-archive"),
    )
}

/// Deletes a record while nothing refers to it.
pub fn delete_action(ctx: &Ctx, subject: impl Into<Subject>, name: &str) -> Action {
    let url = format!("{}/delete", subject.into().url());
    let action = Action::post(ctx.text("action-delete"), "trash-2", url).danger();
    action.confirm(
        ctx.say_with("delete-title", &[("name", name.into())]),
        ctx.text("delete-text"),
        ctx.text("action-delete"),
    )
}
