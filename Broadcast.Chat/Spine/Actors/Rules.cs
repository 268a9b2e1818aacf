namespace Broadcast.Chat.Spine.Actors;

/// <summary>The rules of the service that act by themselves.</summary>
internal static class Rules
{
    /// <summary>Opens and closes what takes entries when its time has come, and shows the result of a poll or a vote.</summary>
    public const string WindowEnd = "window.end";

    /// <summary>Closes or voids what was lost, or may have been, with Redis, or with what a database has had after its backup.</summary>
    public const string WindowLost = "window.lost";

    /// <summary>Cancels what was scheduled and could not open in time.</summary>
    public const string WindowMissed = "window.missed";

    /// <summary>Shows a result that somebody has asked for whom an older build has not kept.</summary>
    public const string WindowWanted = "window.wanted";

    /// <summary>Gives a room back what the database has in force, of which an older build has not kept who set it.</summary>
    public const string RoomRestored = "room.restored";

    /// <summary>Copies into a relay's room what an older build has written without an author, and ends the pin of a stage that is not on air.</summary>
    public const string RelayCopy = "relay.copy";

    /// <summary>Says what a channel shows, when neither the rundown nor an operator whose name is known has decided it.</summary>
    public const string ChannelPlays = "channel.plays";

    /// <summary>Gives back prizes of questions that were never asked.</summary>
    public const string PrizeUnasked = "prize.unasked";

    /// <summary>What the host does at its start, by its settings: the first operator's account.</summary>
    public const string HostStart = "host.start";

    /// <summary>What somebody does who has no token yet.</summary>
    public const string CallerUnsigned = "caller.unsigned";

    /// <summary>The demo: makes its stages' keys, goes on with its rundown, and pins and asks until a person does.</summary>
    public const string Demo = "demo";
}
