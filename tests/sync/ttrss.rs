//! The interface of Tiny Tiny RSS.

use serde_json::{Value, json};

use crate::server::{PASSWORD, Question, USER, World};

pub fn answer(world: &mut World, question: &Question) -> (u16, String) {
    let asked: Value = serde_json::from_str(&question.body).unwrap_or_default();
    let content = if asked["op"] == "login" {
        world.sessions += 1;
        if asked["user"] == USER && asked["password"] == PASSWORD {
            Ok(json!({"session_id": "secret-session"}))
        } else {
            Err("LOGIN_ERROR")
        }
    } else if asked["sid"] != "secret-session" {
        Err("NOT_LOGGED_IN")
    } else {
        content(world, &asked)
    };
    let answer = match content {
        Ok(content) => json!({"seq": 0, "status": 0, "content": content}),
        Err(error) => json!({"seq": 0, "status": 1, "content": {"error": error}}),
    };
    (200, answer.to_string())
}

fn content(world: &mut World, asked: &Value) -> Result<Value, &'static str> {
    match asked["op"].as_str().unwrap_or_default() {
        "getFeeds" => Ok(feeds(world)),
        "getFeedTree" => Ok(json!({"categories": {"items": tree(world)}})),
        "getHeadlines" => Ok(headlines(world, asked)),
        "getArticle" => {
            let ids = numbers(&asked["article_id"]);
            world.fetched += ids.len();
            let articles = ids.iter().filter_map(|id| article(world, *id));
            Ok(articles.collect())
        }
        "updateArticle" => {
            for id in numbers(&asked["article_ids"]) {
                world.marked += 1;
                let Some(article) = world.articles.get_mut(&id) else {
                    continue;
                };
                let on = asked["mode"] == 1;
                match asked["field"].as_i64() {
                    Some(0) => article.starred = on,
                    Some(2) => article.unread = on,
                    _ => return Err("INCORRECT_USAGE"),
                }
            }
            Ok(json!({"status": "OK"}))
        }
        "subscribeToFeed" => {
            let folder = asked["category_id"].as_i64().unwrap_or(0);
            let folder = world.folders.get(&folder).cloned().unwrap_or_default();
            let id = world.subscribe(asked["feed_url"].as_str().unwrap(), &folder);
            Ok(json!({"status": {"code": 1, "feed_id": id}}))
        }
        "unsubscribeFeed" => {
            let id: i64 = asked["feed_id"].as_str().unwrap().parse().unwrap();
            match world.feeds.remove(&id) {
                Some(_) => {
                    world
                        .articles
                        .retain(|_, one| one.feed != id || one.starred);
                    Ok(json!({"status": "OK"}))
                }
                None => Err("FEED_NOT_FOUND"),
            }
        }
        "catchupFeed" => {
            world
                .articles
                .values_mut()
                .for_each(|one| one.unread = false);
            Ok(json!({"status": "OK"}))
        }
        _ => Err("UNKNOWN_METHOD"),
    }
}

fn numbers(list: &Value) -> Vec<i64> {
    let list = list.as_str().unwrap_or_default().split(',');
    list.filter_map(|id| id.parse().ok()).collect()
}

fn feeds(world: &World) -> Value {
    let feeds = world.feeds.iter().map(
        |(id, feed)| json!({"id": id, "feed_url": feed.url, "title": feed.title, "cat_id": 0}),
    );
    feeds.collect()
}

fn tree(world: &World) -> Vec<Value> {
    let items = |folder: &str| -> Vec<Value> {
        let within = world.feeds.iter().filter(|(_, feed)| feed.folder == folder);
        within
            .map(
                |(id, feed)| json!({"id": format!("FEED:{id}"), "bare_id": id, "name": feed.title}),
            )
            .collect()
    };
    let folders = world.folders.iter().map(|(id, name)| (*id, name.as_str()));
    folders
        .chain([(0, "")])
        .map(|(id, name)| {
            json!({"id": format!("CAT:{id}"), "bare_id": id, "name": name, "items": items(name)})
        })
        .collect()
}

fn headlines(world: &World, asked: &Value) -> Value {
    let since = asked["since_id"].as_i64().unwrap_or(0);
    let (skip, limit) = (asked["skip"].as_u64(), asked["limit"].as_u64());
    let limit = limit.map_or(200, |limit| limit.min(200)) as usize;
    let mode = asked["view_mode"].as_str().unwrap_or_default();
    let found = world.articles.iter().rev().filter(|(id, one)| {
        **id > since && (mode != "unread" || one.unread) && (mode != "marked" || one.starred)
    });
    let page = found
        .skip(skip.unwrap_or(0) as usize)
        .take(limit.min(world.page));
    page.map(|(id, one)| json!({"id": id, "unread": one.unread, "marked": one.starred}))
        .collect()
}

fn article(world: &World, id: i64) -> Option<Value> {
    let article = world.articles.get(&id)?;
    Some(json!({
        "id": id, "title": article.title, "link": article.url, "unread": article.unread,
        "marked": article.starred, "updated": 1_767_225_600 + id, "feed_id": article.feed,
        "feed_title": "صحيفة", "content": article.body, "author": "", "labels": [],
        "attachments": [],
    }))
}
