namespace Broadcast.Chat.Spine.Leases;

/// <summary>
/// Work that one Api process at a time does. Api keeps the leases, in its database. What the work writes is refused by the store that is
/// written to once another process has the lease: the database checks each commit by itself, and what goes to Redis carries <see cref="Lease.Number"/>.
/// </summary>
internal interface ILeases
{
    /// <summary>Runs work under a lease: a round of a loop, or one of its steps. Several may run under one lease at the same time.</summary>
    /// <param name="name">One of a fixed set: the feature and what it does, such as <c>inbox.telling</c>.</param>
    /// <param name="work">Ends by a <see cref="LeaseRefusedException"/> at the first write that is refused; it must not catch that.</param>
    /// <param name="cancellation">Ends the wait for the lease.</param>
    /// <returns>False when another process has the lease, and nothing was run, or when a write was refused.</returns>
    Task<bool> UnderAsync(string name, Func<Lease, Task> work, CancellationToken cancellation);
}
