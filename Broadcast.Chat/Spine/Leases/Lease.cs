namespace Broadcast.Chat.Spine.Leases;

/// <summary>A lease that this process holds.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Number">
/// The fencing number: greater than that of every holder before, also of those that a restored backup does not know. A store that has seen it
/// refuses a lower one. Exact as a double, and so in Lua.
/// </param>
internal sealed record Lease(string Name, long Number);
