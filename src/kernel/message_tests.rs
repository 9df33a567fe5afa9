use super::*;
use fluent_syntax::ast;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

type Keys = BTreeMap<String, BTreeSet<String>>;

fn collect(pattern: &ast::Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            collect_expression(expression, names);
        }
    }
}

fn collect_expression(expression: &ast::Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => collect_inline(inline, names),
        ast::Expression::Select { selector, variants } => {
            collect_inline(selector, names);
            variants.iter().for_each(|variant| collect(&variant.value, names));
        }
    }
}

fn collect_inline(inline: &ast::InlineExpression<&str>, names: &mut BTreeSet<String>) {
    if let ast::InlineExpression::VariableReference { id } = inline {
        names.insert(id.name.to_string());
    }
    if let ast::InlineExpression::Placeable { expression } = inline {
        collect_expression(expression, names);
    }
}

/// Keys of a language with the variables each uses, and per file whether it parses.
fn keys(language: Language) -> Keys {
    let mut keys = Keys::new();
    for (path, source) in sources(language) {
        let resource = FluentResource::try_new(source.to_string());
        assert!(
            resource.is_ok(),
            "{path}: {:?}",
            resource.err().map(|(_, errors)| errors)
        );
        let Ok(resource) = resource else { continue };
        for entry in resource.entries() {
            if let ast::Entry::Message(message) = entry {
                let mut names = BTreeSet::new();
                message.value.iter().for_each(|pattern| collect(pattern, &mut names));
                let before = keys.insert(message.id.name.to_string(), names);
                assert!(before.is_none(), "{path}: {} stands twice", message.id.name);
            }
        }
    }
    keys
}

#[test]
fn every_language_has_the_same_keys_and_variables() {
    let english = keys(Language::English);
    assert!(english.len() > 50);
    for language in [Language::TraditionalChinese, Language::SimplifiedChinese] {
        let other = keys(language);
        for (key, names) in &english {
            let theirs = other.get(key);
            assert!(theirs.is_some(), "{} lacks {key}", language.code());
            assert_eq!(theirs, Some(names), "{}: variables of {key}", language.code());
        }
        for key in other.keys() {
            assert!(
                english.contains_key(key),
                "{} has {key}, English has not",
                language.code()
            );
        }
    }
}

#[test]
fn every_key_a_kernel_template_names_exists() {
    static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/kernel");
    let english = Messages::get(Language::English);
    let mut found = 0;
    for file in TEMPLATES.files().chain(TEMPLATES.dirs().flat_map(Dir::files)) {
        for part in file.contents_utf8().unwrap_or_default().split("ui.t").skip(1) {
            let Some(key) = part.split('"').nth(1) else { continue };
            assert!(english.has(key), "{}: no message {key}", file.path().display());
            found += 1;
        }
    }
    assert!(found > 50);
}

#[test]
fn numbers_choose_the_plural_and_are_grouped() {
    let english = Messages::get(Language::English);
    assert_eq!(
        english.with("kernel-problems", &[("count", Value::from(1_i64))]),
        "1 thing to correct"
    );
    assert_eq!(
        english.with("kernel-problems", &[("count", Value::from(12_480_i64))]),
        "12,480 things to correct"
    );
}

#[test]
fn the_pseudo_language_accents_words_but_not_values() {
    let pseudo = Messages::get(Language::Pseudo);
    let text = pseudo.with("kernel-select-all-matches", &[("count", Value::from("SO-1"))]);
    assert!(
        text.starts_with('[') && text.ends_with(']') && text.contains("SO-1") && text.contains('é'),
        "{text}"
    );
}

#[test]
fn texts_stand_one_after_the_other_as_the_language_writes_it() {
    let joined = |language| Messages::get(language).joined(&["Draft", "On hold"]);
    assert_eq!(joined(Language::English), "Draft, On hold");
    assert_eq!(joined(Language::SimplifiedChinese), "Draft、On hold");
}

#[test]
fn a_missing_key_is_shown_as_such() {
    assert_eq!(Messages::get(Language::English).text("no-such-key"), "⟦no-such-key⟧");
}

#[test]
fn browsers_get_the_nearest_language() {
    assert_eq!(
        Language::from_header("fr, zh-TW;q=0.8, en;q=0.5"),
        Language::TraditionalChinese
    );
    assert_eq!(Language::from_header("zh-CN"), Language::SimplifiedChinese);
    assert_eq!(Language::from_header("de"), Language::English);
    assert_eq!(Language::from_code("zh-hant"), Some(Language::TraditionalChinese));
}
