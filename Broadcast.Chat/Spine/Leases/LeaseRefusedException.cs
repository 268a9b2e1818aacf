namespace Broadcast.Chat.Spine.Leases;

/// <summary>A store refused what was written under a lease, and nothing was changed: another process holds it by now. Ends the work.</summary>
/// <param name="lease">What was refused.</param>
/// <param name="store">Who has refused it: one of <see cref="LeaseStores"/>.</param>
/// <param name="seen">The number that the store has seen; 0 when it does not say.</param>
internal sealed class LeaseRefusedException(Lease lease, string store, long seen = 0)
    : Exception($"What was written under the lease {lease.Name}, number {lease.Number}, is refused: another process holds it, or its number is higher ({seen}).")
{
    public Lease Lease => lease;

    public string Store => store;

    public long Seen => seen;
}

/// <summary>The stores that check fencing numbers.</summary>
internal static class LeaseStores
{
    public const string Database = "database";
    public const string Redis = "redis";
}
