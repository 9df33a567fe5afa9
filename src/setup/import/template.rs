//! Texts with columns in braces: `{first_name} {last_name}` puts two columns together; `{{` and `}}` are braces.

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Column(String),
}

/// A text that takes columns in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// `None` when a brace is left open.
    pub fn parse(text: &str) -> Option<Template> {
        let (mut pieces, mut literal) = (Vec::new(), String::new());
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '{' | '}' if letters.peek() == Some(&letter) => {
                    letters.next();
                    literal.push(letter);
                }
                '}' => return None,
                '{' => {
                    let mut column = String::new();
                    loop {
                        match letters.next()? {
                            '}' => break,
                            letter => column.push(letter),
                        }
                    }
                    if !literal.is_empty() {
                        pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Column(column.trim().to_owned()));
                }
                other => literal.push(other),
            }
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        Some(Template(pieces))
    }

    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Column(column) => Some(column.as_str()),
            Piece::Literal(_) => None,
        })
    }

    /// The text with each column's value, without spaces at its ends.
    pub fn fill<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Literal(text) => text.as_str(),
            Piece::Column(column) => value(column).unwrap_or(""),
        });
        pieces.collect::<String>().trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn filled(text: &str) -> Option<String> {
        let value = |column: &str| match column {
            "first" => Some("Nancy"),
            "last" => Some("Davolio"),
            _ => None,
        };
        Template::parse(text).map(|template| template.fill(value))
    }

    #[test]
    fn columns_are_put_together_with_what_stands_between_them() {
        assert_eq!(filled("{first} {last}").as_deref(), Some("Nancy Davolio"));
        assert_eq!(filled("{first} {unknown}").as_deref(), Some("Nancy"));
        assert_eq!(filled("{{{first}}}").as_deref(), Some("{Nancy}"));
        assert_eq!(filled("plain").as_deref(), Some("plain"));
    }

    #[test]
    fn an_open_brace_is_no_template() {
        assert_eq!(filled("{first"), None);
        assert_eq!(filled("first}"), None);
    }
}
