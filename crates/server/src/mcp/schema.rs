//! JSON schemas of the OpenAPI document, made to stand alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Where the document keeps its schemas.
const COMPONENTS: &str = "#/components/schemas/";

/// Turns references into the document into references to `$defs`, and gathers what they refer to.
pub(super) fn stand_alone(
    schema: &mut Value,
    components: &Map<String, Value>,
    defs: &mut BTreeMap<String, Value>,
) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref")
                && let Some(name) = reference.strip_prefix(COMPONENTS).map(str::to_owned)
            {
                *reference = format!("#/$defs/{name}");
                if let Some(mut target) = components.get(&name).filter(|_| !defs.contains_key(&name)).cloned()
                {
                    // Entered before its own references are followed: schemas may be recursive.
                    defs.insert(name.clone(), Value::Null);
                    stand_alone(&mut target, components, defs);
                    defs.insert(name, target);
                }
            }
            fields.values_mut().for_each(|value| stand_alone(value, components, defs));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| stand_alone(value, components, defs)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_gathered_also_when_they_go_round() {
        let components = json!({
            "Tree": { "properties": { "children": { "items": { "$ref": "#/components/schemas/Tree" } },
                                      "leaf": { "$ref": "#/components/schemas/Leaf" } } },
            "Leaf": { "type": "string" },
            "Other": { "type": "number" },
        });
        let mut schema = json!({ "$ref": "#/components/schemas/Tree" });
        let mut defs = BTreeMap::new();
        stand_alone(&mut schema, components.as_object().expect("an object"), &mut defs);
        assert_eq!(schema, json!({ "$ref": "#/$defs/Tree" }));
        assert_eq!(defs.keys().collect::<Vec<_>>(), ["Leaf", "Tree"]);
        assert_eq!(defs["Tree"]["properties"]["children"]["items"]["$ref"], "#/$defs/Tree");
    }
}
