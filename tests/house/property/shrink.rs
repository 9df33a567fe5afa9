//! Cuts a failing list of steps down: fewer steps first, then plainer figures in them.
use crate::property::step::Step;
use serde_json::Value;
use serde_json::json;

/// Most tries of one failure.
const TRIES: usize = 300;

struct Shrinking<F> {
    best: Vec<Step>,
    broken: String,
    fails: F,
    tries: usize,
}

/// The fewest and plainest steps found that still fail, and what they break. The first list has to fail.
pub fn shrink(steps: Vec<Step>, fails: impl Fn(&[Step]) -> Option<String>) -> (Vec<Step>, String) {
    let broken = fails(&steps).unwrap_or_default();
    let mut shrinking = Shrinking {
        best: steps,
        broken,
        fails,
        tries: 0,
    };
    loop {
        let before = shrinking.best.clone();
        shrinking.drop_steps();
        shrinking.make_plain();
        if shrinking.best == before || shrinking.tries >= TRIES {
            return (shrinking.best, shrinking.broken);
        }
    }
}

impl<F: Fn(&[Step]) -> Option<String>> Shrinking<F> {
    /// Keeps a list that still fails.
    fn offer(&mut self, steps: Vec<Step>) -> bool {
        if self.tries >= TRIES {
            return false;
        }
        self.tries += 1;
        let Some(broken) = (self.fails)(&steps) else {
            return false;
        };
        (self.best, self.broken) = (steps, broken);
        true
    }

    /// Leaves out halves, quarters and so on down to single steps, from the end: later steps stand on earlier ones.
    fn drop_steps(&mut self) {
        let mut size = self.best.len().div_ceil(2);
        while size > 0 {
            let mut end = self.best.len();
            while end > 0 {
                let start = end.saturating_sub(size);
                let mut fewer = self.best.clone();
                fewer.drain(start..end.min(fewer.len()));
                self.offer(fewer);
                end = start;
            }
            size /= 2;
        }
    }

    /// Lines that are not needed go, figures become 1, members that may be absent go.
    fn make_plain(&mut self) {
        for at in 0..self.best.len() {
            for plainer in plainer(&self.best[at].body) {
                let mut steps = self.best.clone();
                // An earlier change of this step may have made this one meaningless: it is offered from the step as it is now.
                if let Some(step) = steps.get_mut(at)
                    && let Some(body) = plainer.of(&step.body)
                {
                    step.body = body;
                    self.offer(steps);
                }
            }
        }
    }
}

/// One change of a body.
enum Plainer {
    Without(String),
    WithoutItem(String, usize),
    One(String),
}

impl Plainer {
    fn of(&self, body: &Value) -> Option<Value> {
        let mut body = body.clone();
        match self {
            Plainer::Without(pointer) => {
                let (parent, name) = pointer.rsplit_once('/')?;
                body.pointer_mut(parent)?.as_object_mut()?.remove(name)?;
            }
            Plainer::WithoutItem(pointer, index) => {
                let items = body.pointer_mut(pointer)?.as_array_mut()?;
                if *index >= items.len() {
                    return None;
                }
                items.remove(*index);
            }
            Plainer::One(pointer) => *body.pointer_mut(pointer)? = json!("1"),
        }
        Some(body)
    }
}

fn plainer(body: &Value) -> Vec<Plainer> {
    let mut found = Vec::new();
    walk(body, "", &mut found);
    found
}

fn walk(value: &Value, at: &str, found: &mut Vec<Plainer>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = format!("{at}/{name}");
                if !member.is_array() {
                    found.push(Plainer::Without(pointer.clone()));
                }
                walk(member, &pointer, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().rev() {
                found.push(Plainer::WithoutItem(at.to_owned(), index));
                walk(item, &format!("{at}/{index}"), found);
            }
        }
        Value::String(text) if text != "1" && text.parse::<f64>().is_ok() => {
            found.push(Plainer::One(at.to_owned()));
        }
        _ => {}
    }
}

#[test]
fn what_has_no_part_in_a_failure_goes() {
    let step = |serial: i64, quantity: &str| Step {
        serial,
        path: "/orders".to_owned(),
        body: json!({"note": "n", "lines": [{"quantity": quantity}, {"quantity": "7"}]}),
        anyway: false,
    };
    let steps: Vec<Step> = (0..20).map(|serial| step(serial, &(serial + 2).to_string())).collect();
    // Fails as long as step 4 comes before step 17, of which the first line is over 10.
    let fails = |steps: &[Step]| {
        let four = steps.iter().position(|step| step.serial == 4)?;
        let last = steps.iter().position(|step| step.serial == 17)?;
        let first: f64 = steps[last]
            .body
            .pointer("/lines/0/quantity")?
            .as_str()?
            .parse()
            .unwrap();
        (four < last && first > 10.0).then(|| "it broke".to_owned())
    };
    let (fewest, broken) = shrink(steps, fails);
    let told: Vec<(i64, String)> = fewest.iter().map(|step| (step.serial, step.body.to_string())).collect();
    let least = json!({"lines": []}).to_string();
    let needed = json!({"lines": [{"quantity": "19"}]}).to_string();
    assert_eq!((told, broken.as_str()), (vec![(4, least), (17, needed)], "it broke"));
}
