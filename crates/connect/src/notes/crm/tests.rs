//! What an account pays, and when it renews, from deals and subscriptions.

use super::salesforce::long_id;
use crate::notes::{ImportedAccount, NoteOptions, NotePreset, ParsedNotes, parse};

fn parsed(preset: NotePreset, table: &str) -> ParsedNotes {
    parse("t.csv", table.as_bytes(), preset, &NoteOptions::default(), &mut |_, _| {}).unwrap()
}

/// `name: plan revenue currency renewal` of each account.
fn shown(accounts: &[ImportedAccount]) -> Vec<String> {
    let line = |account: &ImportedAccount| {
        let text = |value: Option<String>| value.unwrap_or_else(|| "-".into());
        format!(
            "{}: {} {} {} {}",
            account.name,
            text(account.plan.clone()),
            text(account.revenue.map(|revenue| revenue.to_string())),
            text(account.currency.clone()),
            text(account.renewal.map(|day| day.to_string())),
        )
    };
    accounts.iter().map(line).collect()
}

#[test]
fn an_account_pays_its_running_subscriptions() {
    let parsed = parsed(
        NotePreset::Accounts,
        concat!(
            "subscription_id,account_id,start_date,end_date,plan_tier,mrr_amount,arr_amount,is_trial,churn_flag\n",
            "S-1,A-1,2024-01-01,2024-06-01,Basic,10,120,False,True\n",
            "S-2,A-1,2024-06-01,,Pro,100,1200,False,False\n",
            "S-3,A-1,2024-09-01,2025-09-01,Pro,50,600,False,False\n",
            "S-4,A-2,2024-10-01,,Pro,70,,True,False\n",
            "S-5,A-3,2024-02-01,2024-03-01,Basic,10,120,False,False\n",
        ),
    );
    assert_eq!(
        shown(&parsed.accounts),
        ["A-1: Pro 1800 - 2025-09-01", "A-2: Pro 0 - -", "A-3: - 0 - -"],
        "ended ones, trials and those that ended before the newest start pay nothing"
    );
}

#[test]
fn subscriptions_and_accounts_of_one_folder_are_joined() {
    let accounts =
        b"account_id,account_name,industry,plan_tier\nA-1,Acme,FinTech,Basic\nA-9,Zeta,Food,Free\n";
    let subscriptions =
        b"subscription_id,account_id,start_date,end_date,arr_amount\nS-1,A-1,2024-01-01,,1200\n";
    let files = [("b/subscriptions.csv", &subscriptions[..]), ("a/accounts.csv", &accounts[..])]
        .map(|(path, bytes)| crate::notes::NoteFile { path, bytes });
    let options = NoteOptions::default();
    let parsed = crate::notes::parse_folder(&files, NotePreset::Folder, &options, &mut |_, _| {}).unwrap();
    assert_eq!(shown(&parsed.accounts), ["Acme: Basic 1200 - -", "Zeta: Free - - -"]);
    assert_eq!(parsed.accounts[0].segment_attributes["industry"], "FinTech");
}

#[test]
fn only_recurring_revenue_of_the_last_year_counts_and_reasons_are_notes() {
    let parsed = parsed(
        NotePreset::HubSpot,
        concat!(
            "Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal Type,Closed Lost Reason,Associated Company IDs,Associated Company,Annual recurring revenue,Currency\n",
            "1,Acme,Closed Won,99000,2024-03-01,newbusiness,,9,Acme,30000,EUR\n",
            "2,Acme again,Closed Won,99000,2026-02-01,existingbusiness,,9,Acme,33000,EUR\n",
            "3,Acme renewal,Proposal,33000,2027-02-01,existingbusiness,,9,Acme,,EUR\n",
            "4,Globex,Closed Lost,48000,2026-03-31,newbusiness,Missing SSO,7;8,Globex; Other,,\n",
        ),
    );
    assert_eq!(shown(&parsed.accounts), ["Acme: - 33000 EUR 2027-02-01"], "a lost prospect is no account");
    let note = &parsed.notes[0];
    assert_eq!((note.text.as_str(), note.title.as_deref()), ("Missing SSO", Some("Globex")));
    let author = note.author.as_ref().unwrap();
    assert_eq!((author.company.as_deref(), author.account_id.as_deref()), (Some("Globex"), Some("7")));
    assert_eq!(note.custom["Amount"], "48000");
    assert_eq!(parsed.warnings, ["2 closed deals give no reason, so they are no notes"]);
}

#[test]
fn the_turnover_of_a_company_is_not_what_it_pays() {
    let parsed = parsed(
        NotePreset::HubSpot,
        "Record ID,Company name,Company Domain Name,Annual Revenue,ARR\n1,Acme,www.acme.test,2000000000,\"48.000,00 €\"\n",
    );
    assert_eq!(shown(&parsed.accounts), ["Acme: - 48000 EUR -"]);
    assert_eq!(parsed.accounts[0].domains, ["acme.test"]);
    assert_eq!(parsed.accounts[0].segment_attributes["Annual Revenue"], "2000000000");
}

#[test]
fn short_ids_of_reports_become_the_long_ids_of_exports() {
    assert_eq!(long_id("006xx000001Sv1Q"), "006xx000001Sv1QAAS");
    assert_eq!(long_id("001xx000003DGb2AAG"), "001xx000003DGb2AAG");
    assert_eq!(long_id("not an id at al"), "not an id at al");
}

#[test]
fn the_footer_of_a_report_is_no_row() {
    let parsed = parsed(
        NotePreset::Salesforce,
        concat!(
            "\"Opportunity ID\",\"Account Name\",\"Opportunity Name\",\"Stage\",\"Amount\",\"Close Date\",\"Loss Reason\"\n",
            "\"006xx000001Sv1Q\",\"Acme\",\"Acme - Enterprise\",\"Closed Lost\",\"48000.00\",\"3/31/2026\",\"Missing SSO\"\n\n",
            "\"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2026 salesforce.com, inc.\"\n",
        ),
    );
    assert_eq!((parsed.rows, parsed.notes.len(), parsed.problems.len()), (1, 1, 0));
    assert_eq!(parsed.notes[0].external_id, "006xx000001Sv1QAAS");
}
