namespace Broadcast.Chat.Rooms.Log;

/// <summary>The end of a room's log, read by one script.</summary>
/// <param name="Epoch">The epoch in force.</param>
/// <param name="Last">The newest offset.</param>
/// <param name="Root">Stays the same over epochs as long as no event is known to be lost.</param>
/// <param name="PastEpochs">The root's earlier epochs.</param>
/// <param name="Floor">Control events up to this offset may be gone.</param>
internal sealed record LogEnd(string Epoch, long Last, string Root, PastEpochs PastEpochs, long Floor);
