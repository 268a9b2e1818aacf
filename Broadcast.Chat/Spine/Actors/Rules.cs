namespace Broadcast.Chat.Spine.Actors;

/// <summary>The rules of the service that act by themselves. The pages have words for each.</summary>
internal static class Rules
{
    /// <summary>Closes what takes entries when its time is over, and shows the result of a poll.</summary>
    public const string WindowEnd = "window.end";

    /// <summary>Closes or voids what was lost, or may have been, with Redis.</summary>
    public const string WindowLost = "window.lost";

    public static IReadOnlyList<string> All { get; } = [WindowEnd, WindowLost];
}
