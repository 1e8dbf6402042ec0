//! The values of plain YAML scalars.

use super::value::Value;

/// Returns nothing, a boolean, a number, or else text. A number that is not in its shortest form (`1e999`, `.nan`,
/// `0x10`, `2.50`) stays text, so that messages show it as it was written.
pub(super) fn value_of(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.into()),
        _ => Value::Text(text.into()),
    }
}

fn is_number(text: &str) -> bool {
    let shortest = |number: f64| serde_yaml::Number::from(number).to_string();
    let whole = text.parse::<u64>().map(|n| n.to_string()).or_else(|_| text.parse::<i64>().map(|n| n.to_string()));
    whole.ok().or_else(|| text.parse().ok().map(shortest)).is_some_and(|number| number == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_other_forms_stay_text() {
        for text in ["5", "-3", "82.5", "18446744073709551615"] {
            assert_eq!(value_of(text), Value::Number(text.into()));
        }
        for text in ["1e999", ".nan", ".inf", "0x10", "2.50", "007", "1_000", "inf", "nan", "+1", "yes", "5x5", "85%"] {
            assert_eq!(value_of(text), Value::Text(text.into()));
        }
        assert_eq!((value_of("~"), value_of("True")), (Value::Null, Value::Bool(true)));
    }
}
