//! What a column of a table can become, with the header words that propose it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the cells of a target are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    List,
    Moment,
    Number,
    Count,
}

macro_rules! targets {
    ($($(#[doc = $help:literal])+ $name:ident $key:literal $label:literal $shape:ident [$($word:literal),*];)+) => {
        /// What a column becomes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Target { $($(#[doc = $help])+ $name,)+ }

        impl Target {
            /// Every target, in the order they are offered.
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

            pub(crate) fn shape(self) -> Shape {
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
    /// Short key people use, unique in the file, such as PAY-12.
    Key "key" "Key" Text ["issue key", "key", "ticket key", "ticket", "reference", "ref", "number", "issue number", "issue no", "nr", "schlüssel", "vorgangsschlüssel", "no"];
    /// Stable id of the other system; items are recognised by it on the next import.
    Id "id" "Stable id" Text ["issue id", "id", "uuid", "guid", "external id", "item id", "ticket id"];
    /// Web address of the item in the other system.
    Url "url" "Link" Text ["url", "link", "web url", "html url", "permalink"];
    /// One line that says what it is about.
    Title "title" "Title" Text ["title", "summary", "name", "subject", "headline", "feature", "issue", "task", "story", "item", "user story", "issue title", "feature name", "titel", "zusammenfassung", "item name", "what"];
    /// Longer text; Markdown.
    Description "description" "Description" Text ["description", "details", "body", "text", "content", "notes", "problem", "beschreibung"];
    /// Bug, story, task and so on.
    ItemType "item_type" "Type" Text ["issue type", "type", "tracker", "work item type", "kind", "issuetype", "item type", "typ", "vorgangstyp", "category"];
    /// Status in the words of the source.
    Status "status" "Status" Text ["status", "state", "stage", "column", "list", "workflow state"];
    /// Whether the status is to do, in progress or done.
    StatusCategory "status_category" "Status category" Text ["status category", "state type"];
    /// Why it was closed.
    Resolution "resolution" "Resolution" Text ["resolution", "close reason", "closed reason", "state reason"];
    /// Priority or severity in the words of the source.
    Priority "priority" "Priority" Text ["priority", "severity", "urgency", "priorität", "importance", "prio"];
    /// Short name of the project.
    ProjectKey "project_key" "Project key" Text ["project key", "team key"];
    /// Name of the project, product or team.
    ProjectName "project" "Project" Text ["project name", "project", "product", "team", "repository", "repo", "board"];
    /// Labels, separated by commas, semicolons or bars.
    Labels "labels" "Labels" List ["labels", "label", "tags", "tag", "keywords"];
    /// Components or modules, separated as labels are.
    Components "components" "Components" List ["components", "component", "component s", "modules", "module", "area", "areas", "area path"];
    /// Who works on it: a name or an address.
    Assignee "assignee" "Assignee" Text ["assignee", "owner", "assigned to", "zugewiesene person", "bearbeiter", "verantwortlich", "assignee name", "responsible", "assignees"];
    /// Account id of who works on it.
    AssigneeId "assignee_id" "Assignee id" Text ["assignee id"];
    /// Address of who works on it.
    AssigneeEmail "assignee_email" "Assignee address" Text ["assignee email", "owner email"];
    /// Who asked for it: a name or an address.
    Reporter "reporter" "Reporter" Text ["reporter", "creator", "author", "created by", "requester", "requested by", "submitter", "reported by"];
    /// Account id of who asked for it.
    ReporterId "reporter_id" "Reporter id" Text ["reporter id", "creator id"];
    /// When it was created.
    Created "created" "Created" Moment ["created", "created at", "created on", "createdat", "date created", "creation date", "erstellt", "erstellt am", "created date", "opened", "submitted", "reported on", "created time"];
    /// When it last changed.
    Updated "updated" "Updated" Moment ["updated", "updated at", "updated on", "updatedat", "modified", "last modified", "changed date", "last updated", "last edited time", "changed"];
    /// When work began.
    Started "started" "Started" Moment ["started", "started at", "in progress since", "work started"];
    /// When it was closed.
    Resolved "resolved" "Closed" Moment ["resolved", "closed", "completed", "closed at", "resolved at", "completed at", "resolution date", "resolutiondate", "done", "closed on", "closed date", "date closed", "closedat", "finished"];
    /// The day it is due.
    Due "due" "Due" Moment ["due date", "due", "deadline", "fällig", "fällig am", "fälligkeitsdatum", "target date", "duedate", "due on", "due by"];
    /// Story points: a number.
    StoryPoints "story_points" "Points" Number ["story points", "points", "story point estimate", "aufwand", "estimate", "effort", "size", "sp", "complexity", "storypoints"];
    /// Original estimate in working days.
    EstimateDays "estimate_days" "Estimate (days)" Number ["estimate days", "effort days", "person days", "man days", "estimated days", "days", "original estimate days", "estimate d", "effort d", "estimate", "effort"];
    /// Original estimate in hours; 8 make a day.
    EstimateHours "estimate_hours" "Estimate (hours)" Number ["estimate hours", "effort hours", "estimated hours", "estimated time", "original estimate hours", "estimate h", "effort h", "hours"];
    /// Original estimate in seconds, as Jira writes it; 28,800 make a day.
    EstimateSeconds "estimate_seconds" "Estimate (seconds)" Number ["original estimate", "original estimate s", "timeoriginalestimate", "estimate seconds", "original estimate seconds"];
    /// Time logged in working days.
    SpentDays "spent_days" "Time spent (days)" Number ["time spent days", "spent days", "actual days"];
    /// Time logged in hours; 8 make a day.
    SpentHours "spent_hours" "Time spent (hours)" Number ["time spent hours", "spent hours", "actual hours", "spent time"];
    /// Time logged in seconds, as Jira writes it; 28,800 make a day.
    SpentSeconds "spent_seconds" "Time spent (seconds)" Number ["time spent", "time spent s", "timespent", "time spent seconds"];
    /// How many voted for it.
    Votes "votes" "Votes" Count ["votes", "upvotes", "vote count", "voters", "thumbs up", "requests", "number of votes", "vote"];
    /// How many watch it.
    Watchers "watchers" "Watchers" Count ["watchers", "watches", "followers", "watch count", "subscribers", "watcher count"];
    /// How many reacted to it.
    Reactions "reactions" "Reactions" Count ["reactions", "likes", "reaction count"];
    /// How many comments there are.
    CommentCount "comment_count" "Number of comments" Count ["comment count", "number of comments", "comments count", "comments", "replies"];
    /// The text of one comment.
    Comment "comment" "Comment" Text ["comment", "comment text", "comments", "remark", "remarks"];
    /// Sprints, iterations or cycles.
    Sprint "sprint" "Sprint" List ["sprint", "sprints", "iteration", "iteration path", "cycle", "cycle name"];
    /// Releases it is meant for or shipped in.
    FixVersions "fix_versions" "Releases" List ["fix versions", "fix version s", "fix version", "fixversions", "release", "releases", "target release", "target version"];
    /// The milestone it belongs to.
    Milestone "milestone" "Milestone" Text ["milestone", "project milestone", "milestone title"];
    /// The day the milestone is due.
    MilestoneDue "milestone_due" "Milestone due" Moment ["milestone due", "milestone due date"];
    /// Key of the item it is part of.
    Parent "parent" "Parent" Text ["parent key", "parent", "epic link", "epic", "parent issue", "epic key", "parent id", "parent task"];
    /// Keys of items that must be finished first.
    Needs "needs" "Needs" List ["needs", "depends on", "blocked by", "dependencies", "depends upon", "requires", "predecessors", "is blocked by"];
    /// Keys of items that wait for this one.
    NeededBy "needed_by" "Needed by" List ["needed by", "blocks", "blocking", "successors", "required by"];
    /// Keys of related items.
    RelatesTo "relates_to" "Related to" List ["relates to", "related to", "related", "related issues", "linked issues"];
    /// Key of the item this one repeats.
    DuplicateOf "duplicate_of" "Duplicate of" List ["duplicate of", "duplicates"];
    /// Kept under the column's own name.
    Custom "custom" "Custom field" Text [];
    /// Left out.
    Ignore "ignore" "Leave out" Text [];
}

impl Target {
    /// The target of that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|target| target.key() == key)
    }

    /// Whether several columns may become this target, each adding to it.
    pub(crate) fn takes_several_columns(self) -> bool {
        self.shape() == Shape::List || matches!(self, Self::Comment | Self::Custom | Self::Ignore)
    }
}
