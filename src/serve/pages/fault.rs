//! The page of a request that has no answer.
//!
//! It says why, keeps what was typed in its field, and knows nothing of files or panics.

use maud::html;

use super::frame::Page;
use super::reading::wrong;
use crate::serve::api::sentence;
use crate::serve::asked::Asked;
use crate::serve::fault::Fault;
use crate::serve::reply::Reply;

/// The id of what is wrong.
const WRONG: &str = "wrong";

/// Returns the page.
pub(crate) fn fault(asked: &Asked, fault: &Fault) -> Reply {
    let words = asked.tongue.words();
    let said = sentence(asked.tongue, fault);
    let is_of_query = matches!(fault, Fault::Limier(_));
    // Of several windows each is found again by what was asked in it.
    let title = match asked.text() {
        "" => words.no_answer.to_owned(),
        text => format!("{} : {text}", words.no_answer),
    };
    let page = Page {
        title: &title,
        feed: None,
        error: is_of_query.then_some(WRONG),
        body: html! {
            main #main {
                h1.unseen { (words.no_answer) }
                p #status role="status" { (words.no_answer) }
                div #answer {
                    @match fault {
                        Fault::Limier(error) => (wrong(asked, error, WRONG)),
                        _ => p.wrong id=(WRONG) { (said) },
                    }
                }
            }
        },
    };
    page.reply(asked).with_status(fault.status())
}
