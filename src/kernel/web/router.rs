//! Finds the route of a path. Tables are walked in order, so fixed words stand before `{id}`.
use crate::kernel::web::App;
use crate::kernel::web::Route;
use crate::kernel::web::req::Door;
use crate::kernel::web::route::Method;
use std::collections::BTreeMap;
use std::collections::HashMap;

pub const API_PREFIX: &str = "/api/v1";

/// Routes by number of segments and first segment.
pub struct Router(HashMap<(usize, &'static str), Vec<&'static Route>>);

pub enum Match {
    Route(&'static Route, BTreeMap<String, String>),
    /// The path exists, but not for this method.
    WrongMethod,
    None,
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

impl Router {
    pub fn new(app: &App) -> Router {
        let mut routes: HashMap<(usize, &'static str), Vec<&'static Route>> = HashMap::new();
        for route in app.routes() {
            let count = route.path.split('/').filter(|part| !part.is_empty()).count();
            let first = route.path.split('/').find(|part| !part.is_empty()).unwrap_or("");
            routes.entry((count, first)).or_default().push(route);
        }
        // Fixed words win over parameters, also those of a department further right. The sort keeps the order otherwise.
        for candidates in routes.values_mut() {
            candidates.sort_by_key(|route| route.path.matches('{').count());
        }
        Router(routes)
    }

    /// The route of a path without the API's prefix.
    pub fn find(&self, door: Door, method: Method, path: &str) -> Match {
        let parts = segments(path);
        let first = parts.first().copied().unwrap_or("");
        let mut answer = Match::None;
        let routes: &HashMap<(usize, &str), Vec<&'static Route>> = &self.0;
        let candidates = routes.get(&(parts.len(), first)).into_iter().flatten();
        for route in candidates.filter(|route| door == Door::Page || route.api.is_some()) {
            let Some(params) = params_of(route.path, &parts) else {
                continue;
            };
            if route.method == method {
                return Match::Route(route, params);
            }
            answer = Match::WrongMethod;
        }
        answer
    }
}

fn params_of(pattern: &str, parts: &[&str]) -> Option<BTreeMap<String, String>> {
    let mut params = BTreeMap::new();
    for (wanted, part) in segments(pattern).into_iter().zip(parts) {
        match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => {
                params.insert(name.to_owned(), (*part).to_owned());
            }
            None if wanted == *part => {}
            None => return None,
        }
    }
    Some(params)
}
