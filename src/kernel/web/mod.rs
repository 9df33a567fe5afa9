//! One request: route table, plain request and reply values, the context a handler works in. All of actix lives in `serve`.
pub mod answer;
pub mod body;
pub mod combo;
pub mod conflict;
pub mod ctx;
pub mod desk;
pub mod frame;
pub mod master;
pub mod problem;
pub mod reply;
pub mod req;
pub mod route;
pub mod router;
pub mod serve;

pub use ctx::Ctx;
pub use ctx::House;
pub use reply::Reply;
pub use req::Door;
pub use req::Req;
pub use route::App;
pub use route::Department;
pub use route::MenuItem;
pub use route::PageSection;
pub use route::Route;
pub use route::get;
pub use route::post;
