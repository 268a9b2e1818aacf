using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;

namespace Broadcast.Chat.Rooms;

/// <summary>Anchors' commands name a stage: this finds it.</summary>
internal static class StageRooms
{
    public static Result<StageId> StageOf(FactsView facts, RoomId room) =>
        facts.StageOf(room) is { } stage ? stage.Id
        : facts.Knows(room) ? RoomErrors.NotAStage
        : facts.Facts.Epoch.Length == 0 ? RoomErrors.Paused
        : RoomErrors.Unknown;
}
