using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Why a replay or its film cannot be had.</summary>
internal static class ReplayErrors
{
    public static readonly Error NotMade = new(
        "replay.film", "The film could not be made: there is no room, or its media does not fit together.", ErrorKind.Unavailable,
        "Free space on the recordings' disk, or watch the replay over HLS.");
    public static readonly Error Unknown = new(
        "replay.unknown", "There is no such replay, or not any more.", ErrorKind.Unknown, "Look up the channel's replays.");
}
