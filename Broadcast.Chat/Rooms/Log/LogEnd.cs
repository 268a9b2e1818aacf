namespace Broadcast.Chat.Rooms.Log;

/// <summary>Where a room's log stands, as one script saw it.</summary>
/// <param name="Epoch">In force.</param>
/// <param name="Last">The newest offset.</param>
/// <param name="Root">Outlives epochs as long as nothing is known to be lost.</param>
/// <param name="Past">The root's earlier epochs.</param>
/// <param name="Floor">Control events up to here may be gone.</param>
internal sealed record LogEnd(string Epoch, long Last, string Root, LogPast Past, long Floor);
