namespace Broadcast.Api.Data;

/// <summary>
/// What a call does outside the database once its changes are committed, such as sending an order. Scoped to a call. Without an open
/// transaction it is done at once.
/// </summary>
internal sealed class AfterCommit(FestivalDb database)
{
    private readonly List<Func<CancellationToken, Task>> _waiting = [];

    public Task RunAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        if (database.Database.CurrentTransaction is null)
            return act(cancellation);

        _waiting.Add(act);
        return Task.CompletedTask;
    }

    /// <summary>Does what waits. For the one who has committed the call's transaction.</summary>
    public async Task CommittedAsync(CancellationToken cancellation)
    {
        foreach (var act in _waiting)
            await act(cancellation);
        _waiting.Clear();
    }
}
