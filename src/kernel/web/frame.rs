//! The shell around a page: departments, panel, companies and counts, each as far as the reader may.
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use crate::kernel::session::new_secret;
use crate::kernel::view::CompanyChoice;
use crate::kernel::view::CreateItem;
use crate::kernel::view::Crumb;
use crate::kernel::view::GoItem;
use crate::kernel::view::PanelGroup;
use crate::kernel::view::PanelItem;
use crate::kernel::view::Person;
use crate::kernel::view::RailItem;
use crate::kernel::view::Shell;
use crate::kernel::web::Ctx;
use crate::kernel::web::Department;
use diesel::prelude::*;
use tenon_schema::notification;

/// The department whose menu holds this path: the longest menu address that begins it. A page in the menus of several
/// is shown in the first of them that the reader works in.
fn department_of(ctx: &Ctx, path: &str) -> Option<(&'static Department, &'static str)> {
    let items = ctx.house.app.rail();
    let pairs = items.flat_map(|department| department.menu.iter().map(move |item| (department, item.url)));
    let within = |url: &str| path == url || (path.starts_with(url) && path.as_bytes().get(url.len()) == Some(&b'/'));
    let works_in = |department: &Department| {
        let first = department.menu.first();
        first.is_some_and(|item| ctx.actor.may_somewhere(item.permission))
    };
    let found: Vec<_> = pairs.filter(|(_, url)| within(url)).collect();
    let ranked = found.into_iter().rev();
    ranked.max_by_key(|(department, url)| (url.len(), works_in(department)))
}

/// Makes the shell of a page: `title` for the window, `crumbs` after the department's own.
pub fn shell(ctx: &Ctx, path: &str, title: &str, crumbs: Vec<Crumb>, notice: Option<String>) -> Result<Shell> {
    let Some(signed) = &ctx.signed else {
        return Ok(bare(ctx, title));
    };
    let here = department_of(ctx, path);
    let unread: i64 = ctx.read(|conn| {
        let unread = notification::table
            .filter(notification::user_id.eq(ctx.user().raw()))
            .filter(notification::read_at.is_null());
        Ok(unread.count().get_result(conn)?)
    })?;
    let person = Person::new(signed.user_name.clone());
    let mut path_crumbs: Vec<Crumb> = here
        .iter()
        .map(|(department, _)| {
            Crumb::new(
                ctx.text(&format!("department-{}", department.name)),
                first_url(ctx, department),
            )
        })
        .collect();
    path_crumbs.extend(crumbs);
    Ok(Shell {
        language: ctx.messages.language(),
        tenant: "Tenon".to_owned(),
        company: if ctx.chose_all_companies() {
            ctx.text("all-companies")
        } else {
            ctx.company.name.clone()
        },
        companies: ctx
            .companies
            .iter()
            .filter(|company| ctx.actor.sees(company.id))
            .map(|company| choice(ctx, company))
            .collect(),
        company_url: "/me/company".to_owned(),
        here: path.to_owned(),
        all_companies: ctx.chose_all_companies(),
        home_url: "/".to_owned(),
        departments: rail(ctx, here.map(|(department, _)| department.name), |name| name != "setup"),
        setup: rail(ctx, here.map(|(department, _)| department.name), |name| name == "setup")
            .into_iter()
            .next(),
        department: here
            .map(|(department, _)| ctx.text(&format!("department-{}", department.name)))
            .unwrap_or_default(),
        panel: match here {
            Some((department, url)) => panel(ctx, department, url)?,
            None => Vec::new(),
        },
        crumbs: path_crumbs,
        user_name: signed.user_name.clone(),
        user_initials: person.initials.clone(),
        user_hue: person.hue,
        user_role: roles(ctx),
        user_url: "/me".to_owned(),
        sign_out_url: "/sign-out".to_owned(),
        notifications_url: "/notifications".to_owned(),
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
        create: create(ctx),
        go: go(ctx, here.map(|(department, _)| department)),
        palette_url: "/search/palette".to_owned(),
        search_url: "/search".to_owned(),
        csrf: signed.form_token.clone(),
        form_key: new_secret(),
        title: title.to_owned(),
        notice,
        print_note: ctx.say_with(
            "print-note",
            &[
                ("at", ctx.formats.date_time(ctx.now.and_utc()).into()),
                ("by", signed.user_name.clone().into()),
            ],
        ),
        print_company: ctx.company.name.clone(),
        ..Shell::default()
    })
}

/// The frame of pages for nobody in particular.
pub fn bare(ctx: &Ctx, title: &str) -> Shell {
    Shell {
        language: ctx.messages.language(),
        tenant: "Tenon".to_owned(),
        title: title.to_owned(),
        home_url: "/".to_owned(),
        ..Shell::default()
    }
}

fn roles(ctx: &Ctx) -> String {
    let mut names: Vec<&str> = ctx.actor.grants.iter().map(|grant| grant.role.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    ctx.messages.joined(&names)
}

fn choice(ctx: &Ctx, company: &crate::kernel::web::ctx::CompanyFace) -> CompanyChoice {
    let current = !ctx.chose_all_companies() && company.id == ctx.company.id;
    CompanyChoice {
        id: company.id.to_string(),
        name: company.name.clone(),
        current,
    }
}

/// The first page of a department that the reader may open.
fn first_url(ctx: &Ctx, department: &Department) -> String {
    let open = department
        .menu
        .iter()
        .find(|item| ctx.actor.may_somewhere(item.permission));
    open.map_or("", |item| item.url).to_owned()
}

fn rail(ctx: &Ctx, current: Option<&str>, wanted: impl Fn(&str) -> bool) -> Vec<RailItem> {
    let departments = ctx.house.app.rail().filter(|department| wanted(department.name));
    let item = |department: &'static Department| {
        let url = first_url(ctx, department);
        let label = ctx.text(&format!("department-{}", department.name));
        (!url.is_empty()).then(|| RailItem {
            icon: department.icon,
            label,
            url,
            current: current == Some(department.name),
        })
    };
    departments.filter_map(item).collect()
}

fn panel(ctx: &Ctx, department: &'static Department, current: &str) -> Result<Vec<PanelGroup>> {
    let counts: Vec<Option<i64>> = ctx.read(|conn| {
        let counted = department.menu.iter().map(|item| match item.count {
            Some(count) if ctx.actor.may_somewhere(item.permission) => count(conn, ctx).map(Some),
            _ => Ok(None),
        });
        counted.collect()
    })?;
    let mut groups: Vec<(&'static str, PanelGroup)> = Vec::new();
    for (item, count) in department
        .menu
        .iter()
        .zip(counts)
        .filter(|(item, _)| ctx.actor.may_somewhere(item.permission))
    {
        let entry = PanelItem {
            icon: item.icon,
            label: ctx.text(item.label),
            url: item.url.to_owned(),
            current: item.url == current,
            count: count.filter(|count| *count > 0).map(|count| ctx.formats.integer(count)),
        };
        match groups.iter_mut().find(|(group, _)| *group == item.group) {
            Some((_, group)) => group.items.push(entry),
            None => {
                let label = if item.group.is_empty() {
                    String::new()
                } else {
                    ctx.text(item.group)
                };
                groups.push((
                    item.group,
                    PanelGroup {
                        label,
                        items: vec![entry],
                    },
                ));
            }
        }
    }
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

/// Pages reached by two letters: the department's first page and first list, and what waits for the reader.
fn go(ctx: &Ctx, department: Option<&'static Department>) -> Vec<GoItem> {
    let menu = department.into_iter().flat_map(|department| department.menu);
    let open = menu.filter(|item| ctx.actor.may_somewhere(item.permission));
    let mut items: Vec<GoItem> = open
        .zip(["O", "L"])
        .map(|(item, key)| GoItem {
            label: ctx.text(item.label),
            url: item.url.to_owned(),
            key,
        })
        .collect();
    items.push(GoItem {
        label: ctx.text("kernel-inbox"),
        url: "/notifications".to_owned(),
        key: "I",
    });
    items
}

fn create(ctx: &Ctx) -> Vec<CreateItem> {
    let entries = ctx
        .house
        .app
        .departments
        .iter()
        .flat_map(|department| department.create.iter());
    let entries = entries.filter(|entry| ctx.actor.may_somewhere(entry.permission));
    entries
        .map(|entry| CreateItem {
            icon: entry.icon,
            label: ctx.text(entry.label),
            url: entry.url.to_owned(),
            keys: entry.key,
        })
        .collect()
}

/// The language of somebody not signed in.
pub fn guest_language(header: &str) -> Language {
    Language::from_header(header)
}
