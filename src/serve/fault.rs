//! Why a request has no answer: what limier says of it, or a parameter that cannot be.
//!
//! It is data with a status; the sentences are `render`'s.

use axum::http::StatusCode;

use crate::error::Error;
use crate::render::page::{ParamFault, ParamProblem};

/// Why a request has no answer.
#[derive(Debug)]
pub(super) enum Fault {
    /// What the engine, or the reading of a query, says.
    Limier(Error),
    /// A parameter that cannot be.
    Param(ParamFault),
    /// Nothing is there.
    NoPage,
    /// Too many ask at once.
    Busy,
    /// It was no use to go on: limier failed.
    Failed,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Limier(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Limier(Error::Output(error))
    }
}

impl Fault {
    /// Returns the status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Param(ParamFault { problem: ParamProblem::Long { .. }, .. }) => {
                StatusCode::URI_TOO_LONG
            }
            Self::Limier(
                Error::QueryEmpty(_)
                | Error::QueryDate(_)
                | Error::QuerySyntax(_)
                | Error::TimeZone(_)
                | Error::WordsAlone
                | Error::KeyTwice(_)
                | Error::ManyKeys { .. },
            )
            | Self::Param(_) => StatusCode::BAD_REQUEST,
            Self::Limier(Error::ArticleMissing { .. }) | Self::NoPage => StatusCode::NOT_FOUND,
            Self::Limier(Error::OutOfTime) | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Limier(_) | Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
