//! Which requests are heavy: those that may read thousands of articles for one answer.
//!
//! It only tells them by what they ask for; how many are answered at once is the router's.

use super::params::Params;

/// Most hits, and queries side by side, of a request that is light.
const LIGHT_HITS: usize = 100;
const LIGHT_QUERIES: usize = 4;

/// Tells whether an answer may take long, so that others must not wait behind it.
pub(super) fn is_heavy(path: &str, params: &Params) -> bool {
    match path {
        "/kwic" | "/api/kwic" | "/export" => true,
        "/api/count" => {
            params.all("by").any(|by| by == "word") || params.all("vs").nth(LIGHT_QUERIES).is_some()
        }
        "/api/search" => {
            let limit = params.get("limit").and_then(|limit| limit.parse::<usize>().ok());
            limit.is_some_and(|limit| limit > LIGHT_HITS)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_many_articles_is_heavy() {
        let check =
            |path: &str, query: &str| is_heavy(path, &Params::read(query).expect("few parameters"));
        for (path, query) in [
            ("/kwic", "q=de"),
            ("/api/kwic", "q=de"),
            ("/export", ""),
            ("/api/count", "q=de&by=word"),
            ("/api/count", "q=a&vs=b&vs=c&vs=d&vs=e&vs=f"),
            ("/api/search", "q=de&limit=1000"),
        ] {
            assert!(check(path, query), "{path}?{query}");
        }
        for (path, query) in [
            ("/", "q=de"),
            ("/article", "id=a&q=de"),
            ("/api/search", "q=de&limit=100"),
            ("/api/search", "q=de"),
            ("/api/count", "q=de&by=month&share=1&vs=a"),
            ("/feed", "q=de"),
            ("/word", "word=de"),
        ] {
            assert!(!check(path, query), "{path}?{query}");
        }
    }
}
