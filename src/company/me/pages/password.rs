//! A new password, by the rules of NIST 800-63B; the old one proves who asks.
use crate::company::me::ops;
use crate::company::me::pages::crumbs;
use crate::company::me::queries;
use crate::company::me::secret;
use crate::company::sign_in;
use crate::company::sign_in::pages::hashing;
use crate::company::user;
use crate::ids::UserId;
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::kernel::fields::Fields;
use crate::kernel::password;
use crate::kernel::view::Field;
use crate::kernel::view::FieldKind;
use crate::kernel::view::FormPage;
use crate::kernel::web::Ctx;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::Route;
use crate::kernel::web::answer;
use crate::kernel::web::get;
use crate::kernel::web::post;
use crate::permission::Permission;
use serde_json::Value;

pub const ROUTES: &[Route] = &[
    get("/me/password", Permission::Own, edit),
    post("/me/password", Permission::Own, update).again(edit),
];

/// A password field; what was typed is never sent back.
pub fn field(fields: &Fields<'_>, name: &str, autocomplete: &'static str) -> Field {
    let mut field = fields.of(name, FieldKind::Password).value("").width(6);
    field.autocomplete = autocomplete;
    field
}

/// What a new password has to be.
pub fn rule(ctx: &Ctx) -> String {
    let least = i64::try_from(password::LENGTH_MIN).unwrap_or(0);
    ctx.say_with("password-rule", &[("min", least.into())])
}

/// A new password typed twice, checked by the rules and hashed, outside the lane.
pub fn new_hash(ctx: &Ctx, req: &Req, own: &[&str]) -> Result<String> {
    let (new, again) = (secret(req, "new_password")?, secret(req, "repeat_password")?);
    user::password_problem("new_password", &new, own)?;
    if new != again {
        return Err(Error::invalid("repeat_password", Message::new("password-not-same")));
    }
    ctx.house.hasher.hash(&new).map_err(hashing)
}

/// Whoever changes what protects an account gives its password; wrong ones are counted as at the door.
pub fn prove(ctx: &Ctx, req: &Req, user: UserId) -> Result<()> {
    let typed = secret(req, "password")?;
    let account = ctx.read(|conn| queries::account(conn, user))?;
    let (email, address) = (account.email.clone(), req.address.clone());
    ctx.note(move |tx| sign_in::ops::begin_try(tx, &email, &address))?;
    if !ctx
        .house
        .hasher
        .verify(&typed, &account.password_hash)
        .map_err(hashing)?
    {
        return Err(Error::invalid("password", Message::new("password-wrong")));
    }
    let (email, address) = (account.email, req.address.clone());
    ctx.note(move |tx| sign_in::ops::forgive(tx, &email, &address))
}

fn edit(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let fields = Fields::new(ctx, req, &Value::Null);
    let title = ctx.text("password-title");
    let page = FormPage {
        title: title.clone(),
        subtitle: ctx.text("password-ends-sessions"),
        action: "/me/password".to_owned(),
        discard_url: "/me".to_owned(),
        ..FormPage::default()
    }
    .group(
        "",
        vec![
            field(&fields, "password", "current-password").width(12),
            field(&fields, "new_password", "new-password").hint(rule(ctx)),
            field(&fields, "repeat_password", "new-password"),
        ],
    );
    answer::form(ctx, req, page, crumbs(ctx, &title))
}

fn update(ctx: &Ctx, req: &Req) -> Result<Reply> {
    let me = ctx.user();
    let signed = ctx.signed.as_ref().ok_or(Error::Unauthenticated)?;
    prove(ctx, req, me)?;
    let hash = new_hash(ctx, req, &[&signed.user_name, &signed.user_email])?;
    let session = signed.session;
    ctx.write(req, move |tx| {
        ops::set_password(tx, me, &hash, Some(session))?;
        Ok(Reply::see_other("/me", "password-changed"))
    })
}
