//! Classes of products for taxes. Which tax code a class gets is said by the customer's tax position.
use crate::kernel::list::Options;
use crate::kernel::web::Ctx;

/// The classes every group has; others are written as they are.
pub const TAX_CLASSES: &[&str] = &["standard", "reduced", "exempt"];

/// In the reader's language; a class of the group's own is shown as it was written.
pub fn label(ctx: &Ctx, class: &str) -> String {
    let key = format!("tax-class-{class}");
    if TAX_CLASSES.contains(&class) {
        ctx.text(&key)
    } else {
        class.to_owned()
    }
}

/// For a select, with the class now chosen.
pub fn options(ctx: &Ctx, chosen: &str) -> Options {
    let own = Some(chosen).filter(|class| !class.is_empty() && !TAX_CLASSES.contains(class));
    let classes = TAX_CLASSES.iter().copied().chain(own);
    classes.map(|class| (class.to_owned(), label(ctx, class))).collect()
}
