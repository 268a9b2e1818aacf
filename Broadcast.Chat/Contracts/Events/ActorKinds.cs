namespace Broadcast.Chat.Contracts.Events;

/// <summary>The kinds of those who act: the values of <see cref="EventAuthor.Kind"/>. Add-only.</summary>
public static class ActorKinds
{
    /// <summary>A viewer: a person, or a guest.</summary>
    public const string Person = "person";

    /// <summary>An anchor, an operator, a moderator, or other staff.</summary>
    public const string Staff = "staff";

    /// <summary>A village site.</summary>
    public const string Site = "site";

    /// <summary>The rundown of a festival, by a cue of a slot.</summary>
    public const string Rundown = "rundown";

    /// <summary>A rule of the service itself, such as the one that closes a question when its time is over.</summary>
    public const string Rule = "rule";

    public static IReadOnlyList<string> All { get; } = [Person, Staff, Site, Rundown, Rule];
}
