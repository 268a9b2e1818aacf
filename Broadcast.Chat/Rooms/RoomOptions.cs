using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Rooms;

/// <summary>Settings of rooms: rights of guests, how long things are kept, pace.</summary>
public sealed record RoomOptions
{
    public const string Section = "Rooms";

    /// <summary>What guests may do: any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>, with commas.</summary>
    public string Guests { get; init; } = "read,like";

    /// <summary>Added to the stage's head time: an anchor's tap arrives earlier than the picture of it, by the uplink's delay.</summary>
    [Lasts("00:00:00", "00:00:10")]
    public TimeSpan ActionDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much later than the head a viewer may see the picture and still answer in time.</summary>
    [Lasts("00:00:00", "00:00:30")]
    public TimeSpan PictureDelay { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The time between two frames to a connection, while the node has few connections.</summary>
    [Lasts("00:00:00.020", "00:00:01")]
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest time between two frames to a connection, on a node under full load.</summary>
    internal TimeSpan TickMost { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Frames that a node may write per second. A node with more connections makes its ticks longer.</summary>
    [Between(100, 10_000_000)]
    public int FramesPerSecond { get; init; } = 25_000;

    /// <summary>The time between two beats of a node for a room: its likes go to Redis, and its copy of the log is compared.</summary>
    internal TimeSpan Beat { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The time between two frames that carry nothing but changed counts.</summary>
    internal TimeSpan CountsEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A connection whose write hangs this long is closed; its client comes back and resumes.</summary>
    [Lasts("00:00:00.500", "00:01:00")]
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Chat messages in one frame at most; the others are left out and counted.</summary>
    [Between(1, 1000)]
    public int ChatPerFrame { get; init; } = 100;

    /// <summary>Control events, and as many chat messages, that a node keeps per room for clients that resume.</summary>
    [Between(100, 100_000)]
    public int Ring { get; init; } = 2000;

    /// <summary>Control events kept in a room's log.</summary>
    internal int ControlLength { get; set; } = 20_000;

    /// <summary>Bytes of answers to joins that a node makes and writes at a time; further joins are refused with <c>room.too_fast</c>.</summary>
    internal long AnswerBytes { get; set; } = 128_000_000;

    /// <summary>For how long control events, pins and questions are kept: the room's day and the night after it.</summary>
    internal TimeSpan ControlAge { get; set; } = TimeSpan.FromHours(36);

    /// <summary>Chat messages kept in a room's log.</summary>
    [Between(100, 1_000_000)]
    public int ChatLength { get; init; } = 2000;

    /// <summary>For how long chat messages are kept.</summary>
    [Lasts("00:01:00", "30.00:00:00")]
    public TimeSpan ChatAge { get; init; } = TimeSpan.FromHours(2);

    /// <summary>For how long the id of a command or an announcement is remembered: longer than anybody tries again.</summary>
    internal TimeSpan OnceAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>For how long the id of a chat message is remembered. Shorter, because there are so many.</summary>
    internal TimeSpan ChatOnceAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Chat messages that may wait to be appended, per room and node; more are refused with <c>chat.too_fast</c>.</summary>
    internal int Inbox { get; set; } = 1000;

    /// <summary>Entries of one window, such as answers, that may wait on a node to be stored; more are refused with <c>room.busy</c>.</summary>
    internal int EntriesWaiting { get; set; } = 50_000;

    /// <summary>Chat messages per second that a person may say on a node, in the long run.</summary>
    [Between(0.01, 1000)]
    public double ChatPerSecond { get; init; } = 1;

    /// <summary>Chat messages that a person may say at once.</summary>
    [Between(1, 1000)]
    public int ChatBurst { get; init; } = 5;

    /// <summary>Calls of any kind per second that a connection may make, in the long run; four times as many at once.</summary>
    [Between(1, 10_000)]
    public double CallsPerSecond { get; init; } = 15;

    /// <summary>Pins of a stage whose cards still lead to their item; the oldest beyond that is forgotten.</summary>
    internal int PinsLength { get; set; } = 1000;

    /// <summary>Outcomes per room that may wait for Api. When as many wait, steps that would settle more are refused.</summary>
    internal int OutcomesLength { get; set; } = 100_000;

    /// <summary>How long an outcome rests after its handler failed for the first time; longer after each further failure, twelve times at most.</summary>
    internal TimeSpan OutcomeRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a handler may work on one outcome; after that it counts as failed.</summary>
    internal TimeSpan OutcomePatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Outcomes of a kind that a process keeps at the same time, per room; at most half of them of subjects that failed before.</summary>
    internal int OutcomePlaces { get; set; } = 8;

    /// <summary>Entries of a room's stream that one script looks at.</summary>
    internal int OutcomePage { get; set; } = 200;

    /// <summary>How often the questions that rooms have handed over are compared with the database.</summary>
    internal TimeSpan QuestionSweep { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The least time from scheduling something to its opening.</summary>
    internal TimeSpan ScheduledAhead { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What was scheduled and could not be opened within this after its time is cancelled: whoever was there for it has gone.</summary>
    internal TimeSpan ScheduledPatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>An outcome that waits for longer than this is an alarm.</summary>
    internal TimeSpan OutcomeAlarm { get; set; } = TimeSpan.FromSeconds(30);
}
