//! The parameters that generators write beside the pictures that they make.

use serde_json::Value;

use super::{Evidence, Note, Says, Source, shortened};

/// The longest text that is looked at as JSON.
const MOST_JSON: usize = 1 << 20;

/// What a text tells, if it holds the parameters of a generator.
pub(super) fn read(note: &Note) -> Option<Evidence> {
    let program = by_keyword(&note.keyword).or_else(|| by_text(&note.keyword, note.text.trim()))?;
    Some(Evidence {
        source: Source::Parameters,
        place: note.place.clone(),
        says: Says::Generated,
        program: Some(program.to_owned()),
        value: Some(shortened(&note.text.split_whitespace().collect::<Vec<_>>().join(" "))),
    })
}

/// Keywords that no other program has.
fn by_keyword(keyword: &str) -> Option<&'static str> {
    match keyword {
        "invokeai_metadata" | "invokeai_graph" | "invokeai_workflow" | "sd-metadata" => Some("InvokeAI"),
        "fooocus_scheme" => Some("Fooocus"),
        _ => None,
    }
}

fn by_text(keyword: &str, text: &str) -> Option<&'static str> {
    if is_parameters(text) {
        return Some("Stable Diffusion");
    }
    // Midjourney ends a description with the number of the job, in the form of a UUID.
    if text.rsplit_once("Job ID: ").is_some_and(|(_, id)| is_uuid(id.trim_end())) {
        return Some("Midjourney");
    }
    // In EXIF, ComfyUI writes the keyword before the object.
    let text = ["workflow:", "prompt:", "Workflow:", "Prompt:"]
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .unwrap_or(text);
    if !text.starts_with('{') || text.len() > MOST_JSON {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let object = value.as_object()?;
    let has = |names: &[&str]| names.iter().all(|name| object.contains_key(*name));
    let is_node = |value: &Value| value.get("class_type").is_some_and(Value::is_string);
    if object.values().any(is_node) || has(&["nodes", "links", "last_node_id"]) {
        Some("ComfyUI")
    } else if has(&["sui_image_params"]) {
        Some("SwarmUI")
    } else if has(&["prompt", "steps", "seed", "sampler"]) {
        // The object of NovelAI is in a comment.
        Some(if keyword == "Comment" { "NovelAI" } else { "Stable Diffusion" })
    } else if has(&["prompt", "steps", "seed"]) || has(&["prompt", "negative_prompt", "seed"]) {
        Some("Stable Diffusion")
    } else {
        None
    }
}

/// `Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, …` at the end, after the prompts.
fn is_parameters(text: &str) -> bool {
    let Some((before, settings)) = text.rsplit_once("Steps: ") else { return false };
    let begins_line = before.is_empty() || before.ends_with('\n') || before.ends_with(". ");
    let count = settings.bytes().take_while(u8::is_ascii_digit).count();
    let known = ["Sampler: ", "CFG scale: ", "Seed: ", "Model hash: "];
    begins_line && count > 0 && known.iter().filter(|name| settings.contains(**name)).count() >= 2
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(keyword: &str, text: &str) -> Option<String> {
        read(&Note::new("PNG tEXt", keyword, text)).and_then(|evidence| evidence.program)
    }

    #[test]
    fn generators_are_told_by_what_they_write() {
        for (keyword, text, expected) in [
            (
                "parameters",
                "city square, photo\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1",
                "Stable Diffusion",
            ),
            ("UserComment", "Steps: 8, Sampler: LCM, Seed: 5, Size: 512x512", "Stable Diffusion"),
            ("prompt", r#"{"3":{"inputs":{"seed":1},"class_type":"KSampler"}}"#, "ComfyUI"),
            ("workflow", r#"{"last_node_id":9,"nodes":[],"links":[],"version":0.4}"#, "ComfyUI"),
            ("ImageDescription", r#"Workflow:{"last_node_id":9,"nodes":[],"links":[]}"#, "ComfyUI"),
            ("Comment", r#"{"prompt":"a","steps":28,"sampler":"k_euler","seed":1,"scale":5}"#, "NovelAI"),
            (
                "Description",
                "a square --ar 16:9 --v 6.1 Job ID: 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "Midjourney",
            ),
            ("invokeai_metadata", "{}", "InvokeAI"),
            ("parameters", r#"{"sui_image_params":{"prompt":"a"}}"#, "SwarmUI"),
        ] {
            assert_eq!(program(keyword, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_parameters() {
        for (keyword, text) in [
            ("Comment", "Steps: 3000 walked today, Seed: none"),
            ("Description", "Job ID: 5"),
            ("Description", "Bug report, Job ID: see below"),
            ("prompt", "an ordinary text"),
            ("workflow", r#"{"steps":["scan","upload"]}"#),
            ("Software", "gnome-screenshot"),
            ("parameters", ""),
            ("Comment", "{\"a\":"),
        ] {
            assert_eq!(program(keyword, text), None, "{text}");
        }
    }
}
