namespace Broadcast.Chat.Spine.Windows;

/// <summary>The kinds of windows that the database keeps. Rooms only show them: what Redis loses of them is told again.</summary>
internal static class BookKinds
{
    public const string Vote = "vote";

    public static IReadOnlyList<string> All { get; } = [Vote];
}
