//! From a reply or an error to what is sent: status, headers, body.
use crate::kernel::error::Error;
use crate::kernel::view::Link;
use crate::kernel::web::Ctx;
use crate::kernel::web::Door;
use crate::kernel::web::Reply;
use crate::kernel::web::Req;
use crate::kernel::web::cookie;
use crate::kernel::web::envelope::Sent;
use crate::kernel::web::frame;
use crate::kernel::web::problem;
use crate::kernel::web::route::Method;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::utf8_percent_encode;

const POLICY: &str = "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// What a handler answered.
pub fn of_reply(ctx: &Ctx, req: &Req, reply: Reply) -> Sent {
    let mut sent = match reply {
        Reply::Html { status, body } => Sent::html(status, body),
        Reply::Json { status, body } => Sent::json(status, &body),
        Reply::SeeOther { url, notice } => {
            let mut headers = vec![("location", url)];
            headers.extend(notice.map(|(key, texts)| ("set-cookie", cookie::set_notice(&key, &texts))));
            return Sent::bare(303, headers);
        }
        Reply::Session { token, url } => {
            let cookie = cookie::set_session(token.as_deref(), ctx.house.secure_cookies);
            return Sent::bare(303, vec![("location", url), ("set-cookie", cookie)]);
        }
        Reply::File {
            content_type,
            file_name,
            bytes,
        } => {
            let mut headers = vec![("content-type", content_type)];
            headers.extend(file_name.map(|name| {
                let name = utf8_percent_encode(&name, NON_ALPHANUMERIC).to_string();
                ("content-disposition", format!("attachment; filename*=UTF-8''{name}"))
            }));
            Sent {
                status: 200,
                headers,
                body: bytes,
            }
        }
        Reply::Nothing => Sent::bare(204, Vec::new()),
    };
    sent.headers.extend(security_headers());
    if ctx.notice.is_some() && !req.is_part {
        sent.headers.push(("set-cookie", cookie::clear_notice()));
    }
    sent
}

/// What went wrong: problem details for programs, the sign-in or a page for people.
pub fn of_error(ctx: &Ctx, req: &Req, error: Error) -> Sent {
    if let Error::Internal(source) = &error {
        tracing::error!(request_id = ctx.request_id, path = req.path, %source, "internal error");
    }
    if req.door == Door::Api {
        let (status, body) = problem::details(ctx, &error);
        let mut sent = Sent::json(status, &body);
        sent.headers = vec![("content-type", "application/problem+json".to_owned())];
        if let Error::Throttled(seconds) = error {
            sent.headers.push(("retry-after", seconds.to_string()));
        }
        return sent;
    }
    if matches!(error, Error::Unauthenticated) {
        let back = utf8_percent_encode(&req.path, NON_ALPHANUMERIC).to_string();
        return Sent::bare(303, vec![("location", format!("/sign-in?next={back}"))]);
    }
    let mut page = problem::page(ctx, &error);
    // An address that asks for what cannot be read is right again without what it asks for.
    if matches!(error, Error::Invalid(_)) && ctx.route.method == Method::Get && !req.query.is_empty() {
        page.links.insert(0, Link::new(ctx.text("error-go-plain"), &req.path));
    }
    let shell =
        frame::shell(ctx, &req.path, &page.title, Vec::new(), None).unwrap_or_else(|_| frame::bare(ctx, &page.title));
    let mut sent = Sent::html(page.status, page.render(&shell));
    sent.headers.extend(security_headers());
    sent
}

fn security_headers() -> Vec<(&'static str, String)> {
    vec![
        ("content-security-policy", POLICY.to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
        ("referrer-policy", "same-origin".to_owned()),
        ("cache-control", "private, no-cache".to_owned()),
    ]
}
