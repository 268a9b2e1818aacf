namespace Broadcast.Chat.Moderation;

/// <summary>What became of a restriction in the room that records it.</summary>
internal enum RestrictResult
{
    /// <summary>It is in force.</summary>
    Done,

    /// <summary>The room has as many restrictions as it can hold.</summary>
    Full,

    /// <summary>One of a kind that the moderator may not end is in force.</summary>
    Stronger,
}
