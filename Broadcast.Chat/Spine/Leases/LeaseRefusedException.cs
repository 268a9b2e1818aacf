namespace Broadcast.Chat.Spine.Leases;

/// <summary>A store refused what was written under a lease, and nothing was changed: another process holds it by now. Ends the work.</summary>
/// <param name="number">The fencing number that was refused.</param>
/// <param name="seen">The number that the store has seen; 0 when it does not say.</param>
internal sealed class LeaseRefusedException(long number, long seen = 0)
    : Exception($"What was written under the lease number {number} is refused: another process holds the lease, or its number is higher ({seen}).")
{
    public long Number => number;

    public long Seen => seen;
}
