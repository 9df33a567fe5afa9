//! What can go wrong on opening a database and on writing to it, said so that one knows what to do.

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file or server cannot be reached.
    #[error("cannot open the database {place}: {reason}. Check that the folder or server exists and may be used.")]
    Connect {
        /// The file, or the server's address without its password.
        place: String,
        /// The engine's own words.
        reason: String,
    },
    /// Databases in memory cannot be shared between connections.
    #[error("a database in memory cannot be used here: give the path of a file")]
    InMemory,
    /// The database has been migrated by a newer program.
    #[error(
        "the database is newer than this program (unknown migrations: {names}). \
        Start the newer program, or restore the backup made before the upgrade."
    )]
    Newer {
        /// The migrations that this program does not know, separated by commas.
        names: String,
    },
    /// A migration failed; it has been taken back, those before it stand.
    #[error(
        "the migration {name} failed and was taken back: {reason}. \
        The database is as it was before it; correct the cause and start again."
    )]
    Migration {
        /// The migration.
        name: String,
        /// The engine's own words.
        reason: String,
    },
    /// The laws of the database could not be made.
    #[error(
        "the triggers of the database could not be made: {0}. \
        Nothing was changed; report this as a fault of the program."
    )]
    Triggers(String),
    /// The lane's threads could not be started.
    #[error("the writing lane could not be started: {0}")]
    Lane(String),
}

/// Why a write that its job did not refuse has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteFailure {
    /// The job panicked and was undone.
    #[error("the operation failed unexpectedly and was undone: {0}")]
    Panicked(String),
    /// Nothing of it was saved.
    #[error("nothing was saved: {0}")]
    NotCommitted(String),
    /// The connection was lost while saving: the idempotency key tells whether it was saved.
    #[error("the connection was lost while saving, the outcome is unknown: {0}")]
    OutcomeUnknown(String),
    /// The database has been closed.
    #[error("the database is closed")]
    Closed,
}
