namespace Broadcast.Api.Data;

/// <summary>The kind of database that <c>ConnectionStrings:Database</c> names.</summary>
internal interface IDatabaseEngine
{
    /// <summary>The database in messages to the operator, without its password.</summary>
    string Place { get; }

    /// <summary>A context of its own. The caller disposes it.</summary>
    FestivalDb Open();

    /// <summary>
    /// Makes sure that this process may use the database, and waits until no other process migrates it. Disposing lets the next one migrate;
    /// if this process dies, that happens by itself. Null when there is nothing to let go.
    /// </summary>
    /// <exception cref="Broadcast.Chat.Spine.Hosting.StartFailure">It is in use in a way that does not allow this process.</exception>
    Task<IAsyncDisposable?> LockAsync(CancellationToken cancellation);

    /// <summary>Brings the tables up to date. Needs the lock.</summary>
    /// <returns>How many migrations were applied.</returns>
    Task<int> MigrateAsync(FestivalDb database, CancellationToken cancellation);

    /// <summary>Whether a failed start means that the operator must change or repair something, and not that the code is wrong.</summary>
    bool IsUnusable(Exception exception);

    /// <summary>What to do about such a failure, but for choosing another database: the beginning of a sentence.</summary>
    string RemedyOf(Exception exception);
}
