//! What a column of a table of notes, contacts or accounts can become, with the header words that propose it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the cells of a target are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    List,
    Moment,
    Rating,
    Money,
}

macro_rules! targets {
    ($($(#[doc = $help:literal])+ $name:ident $key:literal $label:literal $shape:ident [$($word:literal),*];)+) => {
        /// What a column becomes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum NoteTarget { $($(#[doc = $help])+ $name,)+ }

        impl NoteTarget {
            /// Every target, in the order they are offered and proposed.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable name used in mappings.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The name a person sees.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// One sentence on what may stand in such a column.
            pub fn help(self) -> &'static str {
                match self { $(Self::$name => concat!($($help),+).trim_ascii(),)+ }
            }

            pub(super) fn shape(self) -> Shape {
                match self { $(Self::$name => Shape::$shape,)+ }
            }

            /// Header words that propose this target, the likeliest first.
            pub(crate) fn header_words(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($word),*],)+ }
            }
        }
    };
}

targets! {
    /// Stable id in the source; a record is recognised by it on the next import.
    Id "id" "Stable id" Text ["response id", "survey response id", "respondent id", "review id", "ticket id", "note id", "incident id", "feedback id", "external id", "uuid", "guid", "id", "record id", "number", "key", "contact id", "customer id", "usage id"];
    /// What was said; several columns become one text with the column names as headings.
    Text "text" "Text" Text ["comment", "comments", "feedback", "verbatim", "response", "review text", "review", "body", "content", "text", "message", "description", "answer", "open ended response", "note", "notes", "details", "what happened", "reason", "remark", "remarks", "feedback text", "loss reason", "lost reason", "win reason", "churn reason", "kommentar", "commentaire", "comentario", "transcript", "summary"];
    /// One line above the text: subject, question.
    Title "title" "Title" Text ["title", "subject", "review title", "headline", "topic", "question", "name of incident", "betreff", "titel", "summary", "deal name", "opportunity name"];
    /// The figure given with it, within the bounds of its scale.
    Rating "rating" "Rating" Rating ["nps score", "nps", "csat score", "csat", "star rating", "stars", "rating", "score", "satisfaction score", "satisfaction rating", "satisfaction", "likelihood to recommend", "note sur 10", "bewertung"];
    /// On what scale the figure is: nps, csat or stars.
    RatingScale "rating_scale" "Scale of the rating" Text ["survey type", "rating scale", "scale"];
    /// When it was said.
    Time "time" "Time" Moment ["submitted at", "responded at", "submit date utc", "response date", "date submitted", "review submit date and time", "created at", "created", "created on", "created date", "create date", "date created", "date", "timestamp", "time", "submitted", "happened at", "rated at", "recorded date", "end date", "occurred at", "reported on", "decided on", "close date", "datum", "updated at"];
    /// Web address of the record in the source.
    Url "url" "Link" Text ["url", "link", "permalink", "source url", "review link", "web url", "html url"];
    /// Mail address of who said it.
    Email "email" "E-mail address" Text ["email", "email address", "e mail", "e mail address", "mail", "requester email", "user email", "respondent email", "contact email", "work email"];
    /// Name of who said it.
    AuthorName "author_name" "Name" Text ["author", "name", "full name", "contact name", "user name", "reviewer", "requester", "respondent", "customer name", "reviewer name", "nickname", "from", "user", "contact", "reported by", "customer"];
    /// First name, where names are in two columns.
    FirstName "first_name" "First name" Text ["first name", "given name", "vorname"];
    /// Last name, where names are in two columns.
    LastName "last_name" "Last name" Text ["last name", "surname", "family name", "nachname"];
    /// Id in the source of who said it.
    AuthorId "author_id" "Id of the person" Text ["person id", "user id", "visitor id", "requester id", "author id"];
    /// What the person does.
    Role "role" "Role" Text ["role", "job title", "position", "function"];
    /// The company's name.
    Company "company" "Company" Text ["company", "company name", "account name", "account", "organization", "organisation", "organization name", "customer company", "firma", "unternehmen", "kunde", "client"];
    /// Id of the company in the source.
    AccountId "account_id" "Id of the company" Text ["account id", "company id", "organization id", "accountid"];
    /// Domains of the company's mail addresses, or its website.
    Domains "domains" "Domains" List ["company domain name", "domains", "domain", "company domain", "website", "email domain", "website url"];
    /// What the company bought.
    Plan "plan" "Plan" Text ["plan", "plan tier", "plan name", "subscription plan", "tier", "subscription", "edition", "tarif"];
    /// What the company pays a year.
    Revenue "revenue" "Revenue per year" Money ["arr", "annual recurring revenue", "arr amount", "acv", "annual contract value", "revenue", "revenue per year", "yearly revenue", "contract value per year", "annual revenue"];
    /// What the company pays a month; twelve make a year.
    MonthlyRevenue "monthly_revenue" "Revenue per month" Money ["mrr", "monthly recurring revenue", "mrr amount", "monthly revenue", "monthly spend"];
    /// Currency of the revenue as ISO 4217 says it: EUR.
    Currency "currency" "Currency" Text ["currency", "currency code", "amount currency", "currency iso code", "deal currency", "währung"];
    /// When the contract ends or renews.
    Renewal "renewal" "Renewal" Moment ["renewal date", "renewal", "contract end", "contract end date", "contract renewal date", "next renewal", "current period end", "renews at", "renews on", "subscription end date", "expiration date", "vertragsende"];
    /// The language it is written in, as BCP 47 says it: de, pt-BR.
    Language "language" "Language" Text ["language", "reviewer language", "locale", "lang", "user language"];
    /// Labels, separated by commas, semicolons or bars.
    Tags "tags" "Tags" List ["tags", "labels", "label", "tag", "topics", "keywords"];
    /// Kept under the column's own name; of an account, a property that segments can be made by.
    Custom "custom" "Custom field" Text [];
    /// Left out.
    Ignore "ignore" "Leave out" Text [];
}

impl NoteTarget {
    /// The target of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|target| target.key() == key)
    }

    /// Whether several columns may become this target.
    pub(super) fn takes_several_columns(self) -> bool {
        self.shape() == Shape::List || matches!(self, Self::Text | Self::Custom | Self::Ignore)
    }
}
