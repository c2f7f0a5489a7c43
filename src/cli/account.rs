//! `marsad account`.

use std::io::{self, Write};
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use super::context::Context;
use super::{complain, print};
use crate::library::{Account, Library};
use crate::sync::{Keeping, Patience, Secret, SecretError, Secrets, Service, connect};
use crate::terminal::hidden_line;
use crate::text::sanitize;

/// Accounts with servers that subscriptions and what has been read are kept on
///
/// marsad sync brings them and this library in step.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Add(AddArgs),
    List(ListArgs),
    Password(PasswordArgs),
    Remove(RemoveArgs),
}

/// Add an account
///
/// The password is asked for, or read from the first line of standard input, and kept in
/// the keyring where there is one (secret-tool), else in a file that nobody else can read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    marsad account add freshrss https://rss.example/ --user me\n  \
    marsad account add ttrss https://a.example/tt-rss/ --user me --password-command pass show news")]
struct AddArgs {
    /// freshrss, miniflux, ttrss (Tiny Tiny RSS), theoldreader, bazqux, or greader for
    /// others with the interface of Google Reader
    #[arg(value_name = "SERVICE")]
    service: Service,

    /// The server's address
    #[arg(value_name = "URL")]
    url: String,

    /// The user's name there
    #[arg(long, value_name = "NAME")]
    user: String,

    /// What to call the account [default: the server's host]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    #[command(flatten)]
    keep: Keep,
}

/// How the password is kept.
#[derive(Debug, clap::Args)]
struct Keep {
    /// Keep the password in a file, also where there is a keyring
    #[arg(long, conflicts_with = "password_command")]
    file: bool,

    /// A program that says the password on its first line, and its arguments; the last
    /// option, since all after it is the program's
    #[arg(long, value_name = "PROGRAM", num_args = 1.., allow_hyphen_values = true)]
    password_command: Vec<String>,
}

/// List the accounts, how they fare and what waits
#[derive(Debug, clap::Args)]
struct ListArgs {}

/// Set the password of an account anew
#[derive(Debug, clap::Args)]
struct PasswordArgs {
    /// Name or number of an account
    #[arg(value_name = "ACCOUNT")]
    account: String,

    #[command(flatten)]
    keep: Keep,
}

/// Remove accounts; their servers keep all they have
///
/// The feeds are fetched from here from then on, and the articles stay.
#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// Name or number of an account
    #[arg(value_name = "ACCOUNT", required = true)]
    accounts: Vec<String>,

    /// Remove its feeds here too
    #[arg(long)]
    feeds: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<ExitCode> {
    match &args.act {
        Act::Add(args) => add(args, context),
        Act::List(_) => list(context),
        Act::Password(args) => set_password(args, context),
        Act::Remove(args) => remove(args, context),
    }
}

fn add(args: &AddArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let named = args.name.as_deref();
    let new = New {
        service: args.service,
        url: &args.url,
        user: &args.user,
        name: named.map(sanitize::line).filter(|name| !name.is_empty()),
    };
    let keeping = keeping(&args.keep)?;
    let account = make(&new, keeping, &library, context)?;
    let mut out = print::stdout();
    writeln!(
        out,
        "{}  {}: added; marsad sync brings what it has",
        account.id, account.name
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An account that is to be made.
pub(super) struct New<'a> {
    pub service: Service,
    pub url: &'a str,
    pub user: &'a str,
    pub name: Option<String>,
}

/// Makes an account whose server takes the password.
pub(super) fn make(
    new: &New<'_>,
    keeping: Keeping,
    library: &Library,
    context: &Context,
) -> anyhow::Result<Account> {
    let url = new.service.address(new.url)?;
    let host = url.host_str().unwrap_or_default();
    let name = new.name.clone().unwrap_or_else(|| host.to_owned());
    let user = sanitize::line(new.user);
    let id = library.add_account(&name, new.service.kind(), url.as_str(), &user)?;
    let account = library.account(id)?;
    let secrets = context.secrets()?;
    let attempt = || -> anyhow::Result<()> {
        secrets.keep(&account, keeping)?;
        let password = secrets.password(&account)?;
        let limits = context.limits()?;
        Ok(connect(&account, password, limits, Patience::default())?.log_in()?)
    };
    if let Err(error) = attempt() {
        // What does not work is not kept.
        secrets.forget(&account)?;
        library.remove_account(id, false)?;
        return Err(error);
    }
    Ok(account)
}

fn keeping(keep: &Keep) -> anyhow::Result<Keeping> {
    if !keep.password_command.is_empty() {
        return Ok(Keeping::Command(keep.password_command.clone()));
    }
    let password = ask_password("password")?;
    Ok(if keep.file {
        Keeping::File(password)
    } else {
        Keeping::Best(password)
    })
}

/// Asks for a password, which is not seen.
pub(super) fn ask_password(question: &str) -> anyhow::Result<Secret> {
    let password = hidden_line(question)?;
    anyhow::ensure!(!password.is_empty(), "there is no password");
    Ok(Secret::new(password))
}

fn set_password(args: &PasswordArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let account = library.find_account(&args.account)?;
    let kept = context.secrets()?.keep(&account, keeping(&args.keep)?)?;
    let mut out = print::stdout();
    writeln!(
        out,
        "{}  {}: kept in a {}",
        account.id,
        account.name,
        kept.name()
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn remove(args: &RemoveArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let secrets = context.secrets()?;
    let mut out = print::stdout();
    for named in &args.accounts {
        let account = library.find_account(named)?;
        if account.unsent > 0 {
            let (name, unsent) = (&account.name, account.unsent);
            complain(&format!("{name}: {unsent} marks were never sent"));
        }
        library.remove_account(account.id, args.feeds)?;
        secrets.forget(&account)?;
        writeln!(out, "removed {}  {}", account.id, account.name)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let library = context.open_library()?;
    let secrets = context.secrets()?;
    let feeds = library.feeds()?;
    let mut out = print::stdout();
    for account in library.accounts()? {
        let of_it = feeds.iter().filter(|feed| feed.account == Some(account.id));
        let object = Object::new(&account, of_it.count(), &secrets);
        if context.json {
            print::json(&mut out, &object)?;
        } else {
            line(&mut out, &account, &object)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Number, name, user and address, what waits; and what is wrong.
fn line(out: &mut impl Write, account: &Account, object: &Object<'_>) -> io::Result<()> {
    write!(
        out,
        "{}  {}  {}@{}  {} feeds",
        account.id,
        sanitize::line(&account.name),
        sanitize::line(&account.user),
        sanitize::line(&account.url),
        object.feeds,
    )?;
    for (count, what) in [
        (account.unsent, "unsent"),
        (account.wanted, "to be fetched"),
    ] {
        if count > 0 {
            write!(out, "  {count} {what}")?;
        }
    }
    if object.password.is_none() {
        write!(out, "  NO PASSWORD")?;
    }
    print::fares(out, account.failing.as_ref(), account.synced, "synced")
}

/// The keys of `--json`, which other programs rely on.
#[derive(Serialize)]
struct Object<'a> {
    id: i64,
    name: &'a str,
    kind: &'static str,
    url: &'a str,
    user: &'a str,
    /// Where the password is: keyring, file or command.
    password: Option<&'static str>,
    feeds: usize,
    /// Marks that the server does not know yet.
    unsent: u64,
    /// Articles that are known of and still to be fetched.
    to_fetch: u64,
    synced: Option<Timestamp>,
    due: Timestamp,
    failures: u32,
    failing_since: Option<Timestamp>,
    failure: Option<&'a str>,
}

impl<'a> Object<'a> {
    fn new(account: &'a Account, feeds: usize, secrets: &Secrets) -> Self {
        let failing = account.failing.as_ref();
        let kept: Result<_, SecretError> = secrets.kept(account);
        Self {
            id: account.id.0,
            name: &account.name,
            kind: account.kind.name(),
            url: &account.url,
            user: &account.user,
            password: kept.ok().map(|kept| kept.name()),
            feeds,
            unsent: account.unsent,
            to_fetch: account.wanted,
            synced: account.synced,
            due: account.due,
            failures: failing.map_or(0, |failing| failing.times),
            failing_since: failing.map(|failing| failing.since),
            failure: failing.map(|failing| failing.reason.as_str()),
        }
    }
}
