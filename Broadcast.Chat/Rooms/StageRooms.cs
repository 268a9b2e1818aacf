using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Rooms;

/// <summary>Finds the stage whose room a command names.</summary>
internal static class StageRooms
{
    public static Result<StageId> StageOf(FactsView facts, RoomId room) =>
        facts.StageOf(room) is { } stage ? stage.Id
        : facts.Knows(room) ? RoomErrors.NotAStage
        : facts.Facts.Epoch.Length == 0 ? RoomErrors.Paused
        : RoomErrors.Unknown;
}
