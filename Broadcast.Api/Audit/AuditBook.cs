using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Api.Audit;

/// <summary>
/// Notes who changed what, and saves it in the transaction that the context has: so the change and its note are there, or neither. What is
/// handed in is kept and shown: never a secret, a digest or a password.
/// </summary>
internal sealed class AuditBook(FestivalDb database, AuditAuthor author, TimeProvider time)
{
    /// <summary>Notes a change by whoever calls.</summary>
    /// <param name="what">One of <see cref="AuditThings"/>.</param>
    /// <param name="thing">The thing's id.</param>
    /// <param name="before">Its view before the change; null when it is new.</param>
    /// <param name="after">Its view after it; null when it is gone. With the same fields as before nothing is noted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task NoteAsync(string what, string thing, object? before, object? after, CancellationToken cancellation) =>
        NoteAsync(author.Current, what, thing, before, after, cancellation);

    /// <summary>Notes many changes of one kind at once.</summary>
    public async Task NoteAllAsync(string what, IEnumerable<(string Thing, object? Before, object? After)> changes, CancellationToken cancellation)
    {
        var by = author.Current;
        foreach (var (thing, before, after) in changes)
            Add(by, what, thing, before, after);
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Notes a change by somebody whom the call does not name.</summary>
    public async Task NoteAsync(EventAuthor by, string what, string thing, object? before, object? after, CancellationToken cancellation)
    {
        if (Add(by, what, thing, before, after))
            await database.SaveChangesAsync(cancellation);
    }

    private bool Add(EventAuthor by, string what, string thing, object? before, object? after)
    {
        if (AuditChange.Of(before, after) is not { } change)
            return false;

        database.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            By = by,
            What = what,
            Thing = thing.Length > AuditEntry.LongestThing ? thing[..AuditEntry.LongestThing] : thing,
            Action = change.Action,
            Before = change.Before,
            After = change.After,
        });
        return true;
    }
}
