namespace Broadcast.Chat.Spine.Leases;

/// <summary>A lease that this process holds.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Number">
/// The fencing number: greater than that of every holder before, also of those that a restored backup does not know. A store that has seen it
/// refuses a lower one. Exact as a double, and so in Lua.
/// </param>
/// <param name="Lost">Cancelled when this process learns that it no longer holds the lease, for work that waits for long without writing anything.</param>
internal sealed record Lease(string Name, long Number, CancellationToken Lost);
