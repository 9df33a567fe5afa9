//! What a command's fields hold, read from its JSON schema: how a cell is written, and what the page says about it.
use crate::kernel::format::Formats;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The kind of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Text,
    Decimal,
    Whole,
    Date,
    Flag,
    Choice(Vec<String>),
    List(Box<Shape>),
    Object(BTreeMap<String, Field>),
}

/// One field of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub shape: Shape,
    pub is_required: bool,
}

/// The shape of a command.
pub fn of(schema: fn(&mut SchemaGenerator) -> Schema) -> Shape {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema = schema(&mut settings.into_generator());
    of_value(schema.as_value())
}

fn of_value(value: &Value) -> Shape {
    if let Some(options) = value.get("anyOf").and_then(Value::as_array) {
        let some = options.iter().find(|option| type_of(option) != "null");
        return some.map_or(Shape::Text, of_value);
    }
    if let Some(codes) = value.get("enum").and_then(Value::as_array) {
        let codes = codes.iter().filter_map(Value::as_str).map(str::to_owned);
        return Shape::Choice(codes.collect());
    }
    match type_of(value) {
        "object" => Shape::Object(fields(value)),
        "array" => Shape::List(Box::new(value.get("items").map_or(Shape::Text, of_value))),
        "integer" => Shape::Whole,
        "boolean" => Shape::Flag,
        "string" if value.get("pattern").is_some() => Shape::Decimal,
        "string" if value.get("format").and_then(Value::as_str) == Some("date") => Shape::Date,
        _ => Shape::Text,
    }
}

/// The type, of several the one that is not null.
fn type_of(value: &Value) -> &str {
    match value.get("type") {
        Some(Value::String(one)) => one,
        Some(Value::Array(several)) => {
            let mut names = several.iter().filter_map(Value::as_str);
            names.find(|name| *name != "null").unwrap_or("")
        }
        _ => "",
    }
}

fn fields(value: &Value) -> BTreeMap<String, Field> {
    let required: Vec<&str> = value
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let members = value.get("properties").and_then(Value::as_object);
    let field = |(name, member): (&String, &Value)| {
        let shape = of_value(member);
        // A list may be empty and a check mark absent, whatever the schema says.
        let is_needed = required.contains(&name.as_str()) && !matches!(shape, Shape::List(_) | Shape::Flag);
        let field = Field {
            is_required: is_needed,
            shape,
        };
        (name.clone(), field)
    };
    members.into_iter().flatten().map(field).collect()
}

impl Shape {
    pub fn field(&self, name: &str) -> Option<&Field> {
        match self {
            Shape::Object(fields) => fields.get(name),
            Shape::Text
            | Shape::Decimal
            | Shape::Whole
            | Shape::Date
            | Shape::Flag
            | Shape::Choice(_)
            | Shape::List(_) => None,
        }
    }

    /// The message that names the kind.
    pub fn message_key(&self) -> &'static str {
        match self {
            Shape::Text => "import-kind-text",
            Shape::Decimal => "import-kind-decimal",
            Shape::Whole => "import-kind-whole",
            Shape::Date => "import-kind-date",
            Shape::Flag => "import-kind-flag",
            Shape::Choice(_) => "import-kind-choice",
            Shape::List(_) => "import-kind-list",
            Shape::Object(_) => "import-kind-object",
        }
    }

    /// What may stand in it, as the program reads it: the codes of a choice, the fields of a list's rows.
    pub fn codes(&self) -> Vec<String> {
        match self {
            Shape::Choice(codes) => codes.clone(),
            Shape::List(of) => of.codes(),
            Shape::Object(fields) => fields.keys().cloned().collect(),
            Shape::Text | Shape::Decimal | Shape::Whole | Shape::Date | Shape::Flag => Vec::new(),
        }
    }

    /// A cell as the command reads it. What cannot be read stays as it is, so that the command says what is wrong.
    pub fn plain(&self, text: String, formats: Option<&Formats>) -> String {
        match self {
            Shape::Decimal | Shape::Whole => {
                decimal(&text, formats).map_or(text, |number| number.normalize().to_string())
            }
            Shape::Date => date(&text, formats).map_or(text, |date| date.to_string()),
            Shape::Text | Shape::Flag | Shape::Choice(_) | Shape::List(_) | Shape::Object(_) => text,
        }
    }
}

/// A figure as the files write it.
pub fn decimal(text: &str, formats: Option<&Formats>) -> Option<Decimal> {
    match formats {
        Some(formats) => formats.parse_decimal(text),
        None => Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text)).ok(),
    }
}

/// A day as the files write it; a time after it is left out.
fn date(text: &str, formats: Option<&Formats>) -> Option<NaiveDate> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let iso = NaiveDate::from_str(day).ok();
    match formats {
        Some(formats) => iso.or_else(|| formats.parse_date(text)),
        None => iso,
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use crate::command;
    use crate::kernel::input::LongText;
    use chrono::NaiveDate;
    use tenon_db::Money;

    command! {
        /// A row.
        pub struct Item { pub quantity: i32 }
        /// A command with a field of each kind.
        pub struct Sample {
            pub name: String,
            pub amount: Option<Money>,
            pub day: Option<NaiveDate>,
            pub note: LongText,
            pub is_active: bool,
            pub items: Vec<Item>,
        }
    }

    fn sample() -> Shape {
        super::of(|generator| generator.subschema_for::<Sample>())
    }

    #[test]
    fn a_command_tells_its_fields() {
        let shape = sample();
        let kind = |name: &str| {
            shape
                .field(name)
                .map(|field| (field.shape.message_key(), field.is_required))
        };
        assert_eq!(kind("name"), Some(("import-kind-text", true)));
        assert_eq!(kind("amount"), Some(("import-kind-decimal", false)));
        assert_eq!(kind("day"), Some(("import-kind-date", false)));
        assert_eq!(kind("is_active"), Some(("import-kind-flag", false)));
        assert_eq!(kind("items"), Some(("import-kind-list", false)));
        assert_eq!(
            shape.field("items").map(|field| field.shape.codes()),
            Some(vec!["quantity".to_owned()])
        );
        assert!(shape.field("colour").is_none());
    }

    #[test]
    fn cells_are_written_as_commands_read_them() {
        assert_eq!(Shape::Decimal.plain("14.5000".to_owned(), None), "14.5");
        assert_eq!(Shape::Decimal.plain("1e3".to_owned(), None), "1000");
        assert_eq!(Shape::Date.plain("1996-07-04 00:00:00".to_owned(), None), "1996-07-04");
        assert_eq!(Shape::Date.plain("July".to_owned(), None), "July");
        assert_eq!(Shape::Text.plain("0050".to_owned(), None), "0050");
    }
}
