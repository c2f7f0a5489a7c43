//! The interface of Google Reader.

use serde_json::{Value, json};

use crate::server::{PASSWORD, Question, USER, World};

const STATE: &str = "user/-/state/com.google/";

pub fn answer(world: &mut World, question: &Question) -> (u16, String) {
    let path = question.path.trim_start_matches("/api");
    if path == "/accounts/ClientLogin" {
        let is_right = question.field("Email") == USER && question.field("Passwd") == PASSWORD;
        world.sessions += 1;
        return if is_right {
            (200, "SID=x\nLSID=null\nAuth=me/token\n".to_owned())
        } else {
            (401, "Error=BadAuthentication".to_owned())
        };
    }
    if question.authorization != "GoogleLogin auth=me/token" {
        return (401, "Unauthorized!".to_owned());
    }
    let is_change = path.contains("edit") || path.contains("mark-all");
    if is_change && question.field("T") != "secret-token" {
        return (401, "bad token".to_owned());
    }
    match path.trim_start_matches("/reader/api/0/") {
        "token" => (200, "secret-token\n".to_owned()),
        "subscription/list" => (200, subscriptions(world).to_string()),
        "subscription/quickadd" => {
            let id = world.subscribe(&question.field("quickadd"), "");
            (
                200,
                json!({"numResults": 1, "streamId": format!("feed/{id}")}).to_string(),
            )
        }
        "subscription/edit" => edit(world, question),
        "stream/items/ids" => (200, identifiers(world, question).to_string()),
        "stream/items/contents" => (200, contents(world, question).to_string()),
        "edit-tag" => tag(world, question),
        "mark-all-as-read" => {
            world
                .articles
                .values_mut()
                .for_each(|one| one.unread = false);
            (200, "OK".to_owned())
        }
        _ => (404, String::new()),
    }
}

fn subscriptions(world: &World) -> Value {
    let feeds = world.feeds.iter().map(|(id, feed)| {
        let label = json!({"id": format!("user/-/label/{}", feed.folder), "label": feed.folder});
        let labels = if feed.folder.is_empty() {
            json!([])
        } else {
            json!([label])
        };
        json!({
            "id": format!("feed/{id}"), "title": feed.title, "url": feed.url,
            "htmlUrl": "https://feed.example/", "categories": labels,
        })
    });
    json!({ "subscriptions": feeds.collect::<Vec<_>>() })
}

fn edit(world: &mut World, question: &Question) -> (u16, String) {
    let id: i64 = question
        .field("s")
        .trim_start_matches("feed/")
        .parse()
        .unwrap();
    if !world.feeds.contains_key(&id) {
        return (400, "Bad Request!".to_owned());
    }
    if question.field("ac") == "unsubscribe" {
        world.feeds.remove(&id);
        world
            .articles
            .retain(|_, one| one.feed != id || one.starred);
        return (200, "OK".to_owned());
    }
    let feed = world.feeds.get_mut(&id).unwrap();
    if let Some(title) = question.fields("t").pop() {
        feed.title = title;
    }
    for (field, is_added) in [("r", false), ("a", true)] {
        if let Some(label) = question.fields(field).pop() {
            let label = label.trim_start_matches("user/-/label/");
            feed.folder = if is_added {
                label.to_owned()
            } else {
                String::new()
            };
        }
    }
    (200, "OK".to_owned())
}

fn identifiers(world: &World, question: &Question) -> Value {
    let is_starred = question.field("s") == format!("{STATE}starred");
    let is_unread = question.field("xt") == format!("{STATE}read");
    let before = question.field("c").parse().unwrap_or(i64::MAX);
    let found = world.articles.iter().rev().filter(|(id, one)| {
        **id < before && (!is_starred || one.starred) && (!is_unread || one.unread)
    });
    let page: Vec<i64> = found.map(|(id, _)| *id).take(world.page).collect();
    let refs: Vec<Value> = page
        .iter()
        .map(|id| json!({"id": id.to_string()}))
        .collect();
    match page.last() {
        Some(last) if page.len() == world.page => {
            json!({"itemRefs": refs, "continuation": last.to_string()})
        }
        _ => json!({ "itemRefs": refs }),
    }
}

fn contents(world: &mut World, question: &Question) -> Value {
    let asked = question.fields("i");
    world.fetched += asked.len();
    let items = asked.iter().filter_map(|id| {
        let id: i64 = id.parse().ok()?;
        let article = world.articles.get(&id)?;
        let mut categories = vec![format!("{STATE}reading-list")];
        if !article.unread {
            categories.push(format!("{STATE}read"));
        }
        if article.starred {
            categories.push(format!("{STATE}starred"));
        }
        Some(json!({
            "id": format!("tag:google.com,2005:reader/item/{id:016x}"),
            "title": article.title, "published": 1_767_225_600 + id,
            "canonical": [{"href": article.url}], "categories": categories,
            "origin": {"streamId": format!("feed/{}", article.feed), "title": "صحيفة",
                       "htmlUrl": "https://feed.example/"},
            "summary": {"content": article.body},
        }))
    });
    json!({ "items": items.collect::<Vec<_>>() })
}

fn tag(world: &mut World, question: &Question) -> (u16, String) {
    for id in question.fields("i") {
        world.marked += 1;
        let Some(article) = world.articles.get_mut(&id.parse().unwrap()) else {
            continue;
        };
        for (field, on) in [("a", true), ("r", false)] {
            match question.field(field).trim_start_matches(STATE) {
                "read" => article.unread = !on,
                "starred" => article.starred = on,
                _ => {}
            }
        }
    }
    (200, "OK".to_owned())
}
