//! Keys as the protocol wants them: `Enter`, `Tab`, `a`, `Control+k`, `Control+Shift+ArrowDown`.

use super::Outcome;
use super::fail;
use serde_json::Value;
use serde_json::json;

/// Name, code and the text that the key writes.
const NAMED: [(&str, u32, &str); 14] = [
    ("Enter", 13, "\r"),
    ("Tab", 9, ""),
    ("Escape", 27, ""),
    ("Backspace", 8, ""),
    ("Delete", 46, ""),
    ("Space", 32, " "),
    ("ArrowLeft", 37, ""),
    ("ArrowUp", 38, ""),
    ("ArrowRight", 39, ""),
    ("ArrowDown", 40, ""),
    ("Home", 36, ""),
    ("End", 35, ""),
    ("PageUp", 33, ""),
    ("PageDown", 34, ""),
];
const MODIFIERS: [(&str, u32); 4] = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];
const SHIFT: u32 = 8;

/// The parameters of `Input.dispatchKeyEvent` for pressing and releasing a key.
pub fn events(combination: &str) -> Outcome<[Value; 2]> {
    let mut names: Vec<&str> = combination.split('+').collect();
    let Some(name) = names.pop().filter(|name| !name.is_empty()) else {
        return fail(format!("no key named in {combination:?}"));
    };
    let mut modifiers = 0;
    for modifier in names {
        match MODIFIERS.iter().find(|(name, _)| *name == modifier) {
            Some((_, bit)) => modifiers |= bit,
            None => return fail(format!("unknown modifier {modifier:?} in {combination:?}")),
        }
    }
    let (key, code, number, written) = key(name)?;
    let is_plain = modifiers & !SHIFT == 0;
    let text = if is_plain { written } else { String::new() };
    let commands: &[&str] = if modifiers == 2 && key.eq_ignore_ascii_case("a") {
        &["selectAll"]
    } else {
        &[]
    };
    let down = json!({
        "type": if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "key": key, "code": code, "text": text,
        "windowsVirtualKeyCode": number, "modifiers": modifiers, "commands": commands,
    });
    let up = json!({
        "type": "keyUp", "key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers,
    });
    Ok([down, up])
}

/// Key, code, number and text of one key.
fn key(name: &str) -> Outcome<(String, String, u32, String)> {
    if let Some((name, number, text)) = NAMED.iter().find(|(named, _, _)| *named == name) {
        let key = if *name == "Space" { " " } else { name };
        return Ok((key.to_owned(), (*name).to_owned(), *number, (*text).to_owned()));
    }
    if let Some(number) = name.strip_prefix('F').and_then(|number| number.parse::<u32>().ok()) {
        return Ok((name.to_owned(), name.to_owned(), 111 + number, String::new()));
    }
    let mut characters = name.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else {
        return fail(format!("unknown key {name:?}"));
    };
    let upper = character.to_ascii_uppercase();
    let code = match upper {
        'A'..='Z' => format!("Key{upper}"),
        '0'..='9' => format!("Digit{upper}"),
        '/' => "Slash".to_owned(),
        _ => String::new(),
    };
    let number = if upper.is_ascii_alphanumeric() {
        u32::from(upper)
    } else {
        0
    };
    Ok((name.to_owned(), code, number, name.to_owned()))
}
