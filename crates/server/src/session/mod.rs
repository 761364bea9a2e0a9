//! Signing in and out, the first start, and API tokens.

mod attempts;
mod password;
mod setup;
mod sign_in;
mod tokens;

pub use attempts::{Attempts, countable};
pub use setup::{
    __path_claim_demo, __path_create_first_admin, __path_get_setup, claim_demo, create_first_admin,
    first_start_link, get_setup,
};
pub use sign_in::{
    __path_get_session, __path_set_password, __path_sign_in, __path_sign_out, get_session, set_password,
    sign_in, sign_out,
};
pub use tokens::{
    __path_create_token, __path_list_tokens, __path_revoke_token, create_token, list_tokens, new_token,
    revoke_token,
};
