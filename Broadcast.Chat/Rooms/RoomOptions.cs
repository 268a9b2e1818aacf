namespace Broadcast.Chat.Rooms;

/// <summary>The rooms: who may do what, how long things are kept, how fast they go.</summary>
public sealed record RoomOptions
{
    public const string Section = "Rooms";

    /// <summary>What guests may do: any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>, with commas.</summary>
    public string Guests { get; init; } = "read,like";

    /// <summary>Added to the stage's head time: the anchor's tap outruns the anchor's own frames by the uplink's delay.</summary>
    public TimeSpan ActionDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much later than the head a viewer may see the picture and still answer in time.</summary>
    public TimeSpan PictureDelay { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Between two frames to a connection, as long as the node has few.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The same on a node that has as many as it can hold.</summary>
    public TimeSpan TickMost { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Frames that a node may write a second; more connections than this allows in a <see cref="Tick"/> make it longer.</summary>
    public int FramesPerSecond { get; init; } = 25_000;

    /// <summary>Between two looks of a node at a room's log: its likes go to Redis, and its log position is compared.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two frames that carry nothing but changed counts.</summary>
    public TimeSpan CountsEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A connection whose write hangs for so long is closed; its client comes back and resumes.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Chat messages in one frame at most; what is left out is counted.</summary>
    public int ChatPerFrame { get; init; } = 100;

    /// <summary>Control events, and as many of chat, that a node keeps of a room for those who resume.</summary>
    public int Ring { get; init; } = 2000;

    /// <summary>Control events kept in a room's log.</summary>
    public int ControlLength { get; init; } = 20_000;

    /// <summary>For how long control events, pins and questions are kept: the room's day and the night after it.</summary>
    public TimeSpan ControlAge { get; init; } = TimeSpan.FromHours(36);

    /// <summary>Chat messages kept in a room's log.</summary>
    public int ChatLength { get; init; } = 2000;

    /// <summary>For how long chat messages are kept.</summary>
    public TimeSpan ChatAge { get; init; } = TimeSpan.FromHours(2);

    /// <summary>For how long a command's id is remembered.</summary>
    public TimeSpan OnceAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Chat messages that may wait to be appended, a room and node; more are refused with <c>chat.too_fast</c>.</summary>
    public int Inbox { get; init; } = 1000;

    /// <summary>Chat messages that a person may say a second on a node, in the long run.</summary>
    public double ChatPerSecond { get; init; } = 1;

    /// <summary>Chat messages that a person may say at once.</summary>
    public int ChatBurst { get; init; } = 5;

    /// <summary>Calls of any kind that a connection may make a second, in the long run; four times as many at once.</summary>
    public double CallsPerSecond { get; init; } = 15;

    /// <summary>Outcomes that wait for Api, a stage. More than this, and the oldest are lost: Api was away for days.</summary>
    public int OutcomesLength { get; init; } = 100_000;

    /// <summary>An outcome that was taken and not finished for so long is handed out again.</summary>
    public TimeSpan OutcomeRetry { get; init; } = TimeSpan.FromSeconds(5);
}
