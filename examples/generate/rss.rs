//! The news as RSS: a feed for each outlet, and another when it is full.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::fmt::rfc2822;
use marsad::article::{Article, to_html};

/// Items in a feed: more than outlets give, since the feeds hold years at once.
const LONGEST: usize = 1_000;

pub struct Feeds {
    dir: PathBuf,
    /// A list of the feeds, as newsboat has it.
    urls: BufWriter<File>,
    open: BTreeMap<String, Feed>,
    made: usize,
}

struct Feed {
    file: BufWriter<File>,
    items: usize,
}

impl Feeds {
    pub fn new(dir: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(dir)?;
        let dir = fs::canonicalize(dir)?;
        Ok(Self {
            urls: BufWriter::new(File::create(dir.join("urls"))?),
            dir,
            open: BTreeMap::new(),
            made: 0,
        })
    }

    pub fn write(&mut self, article: &Article) -> anyhow::Result<()> {
        let mut feed = match self.open.remove(&article.source) {
            Some(feed) => feed,
            None => self.begin(&article.source)?,
        };
        feed.item(article)?;
        if feed.items == LONGEST {
            feed.end()?;
        } else {
            self.open.insert(article.source.clone(), feed);
        }
        Ok(())
    }

    pub fn finish(mut self) -> anyhow::Result<()> {
        for feed in std::mem::take(&mut self.open).into_values() {
            feed.end()?;
        }
        self.urls.flush()?;
        Ok(())
    }

    fn begin(&mut self, source: &str) -> anyhow::Result<Feed> {
        self.made += 1;
        let path = self.dir.join(format!("{:05}.rss", self.made));
        writeln!(self.urls, "file://{}", path.display())?;
        let mut file = BufWriter::new(File::create(path)?);
        write!(
            file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n<title>{source}</title>\n\
             <link>https://marsad.example/{}</link>\n<description>{source}</description>\n\
             <language>ar</language>\n",
            self.made
        )?;
        Ok(Feed { file, items: 0 })
    }
}

impl Feed {
    /// The words of the corpus hold nothing that XML would want escaped.
    fn item(&mut self, article: &Article) -> anyhow::Result<()> {
        self.items += 1;
        let file = &mut self.file;
        writeln!(file, "<item><title>{}</title>", article.title)?;
        let fields = [
            ("link", &article.url),
            ("category", &article.category),
            ("description", &article.summary),
        ];
        for (name, value) in fields {
            writeln!(
                file,
                "<{name}>{}</{name}>",
                value.as_deref().unwrap_or_default()
            )?;
        }
        for tag in &article.tags {
            writeln!(file, "<category>{tag}</category>")?;
        }
        for author in &article.authors {
            writeln!(file, "<dc:creator>{author}</dc:creator>")?;
        }
        if let Some(guid) = &article.guid {
            writeln!(file, "<guid isPermaLink=\"false\">{guid}</guid>")?;
        }
        if let Some(published) = article.published {
            writeln!(
                file,
                "<pubDate>{}</pubDate>",
                rfc2822::to_string(&published.to_zoned_datetime(jiff::tz::TimeZone::UTC))?
            )?;
        }
        let html = to_html::fragment(&article.body);
        writeln!(
            file,
            "<content:encoded><![CDATA[{html}]]></content:encoded></item>"
        )?;
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<()> {
        self.file.write_all(b"</channel>\n</rss>\n")?;
        self.file.flush()?;
        Ok(())
    }
}
