using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Tests.Contracts;

public sealed class RoomEventJsonTests
{
    private static readonly StageId Stage = StageId.Parse("gushi");
    private static readonly QuestionId Question = QuestionId.Parse("gushi.1");
    private static readonly PollId Poll = PollId.Parse("gushi.1");
    private static readonly VoteId Vote = VoteId.Parse("gushi.1");
    private static readonly ProductCard Card = ChatFestival.Card(ChatFestival.Goose, "/item/goose");

    internal static readonly EventAuthor Anchor = new() { Id = ViewerId.Parse("staff:a"), Name = "李娜", Role = "anchor" };

    internal static readonly IEventData[] Every =
    [
        new ChatSaid { Text = "早 \"quoted\" \\ 鹅 😀" },
        new ChatRemoved { Offset = 6 },
        new RoomModeSet { Mode = new RoomMode { Chat = ChatModes.Followers, SlowSeconds = 10, FollowedMinutes = 30, Review = true } },
        new ProductPinned { Pin = PinId.Parse("gushi.p"), Stage = Stage, Product = Card },
        new ProductUnpinned { Pin = PinId.Parse("gushi.p"), Stage = Stage },
        new QuestionOpened
        {
            Id = Question, Stage = Stage, Text = "q", Options = ["a", "b"], ClosesAt = 1, AcceptUntil = 2, Winners = 1, Prize = Card, Commitment = "c",
        },
        new QuestionPaused { Id = Question, Stage = Stage, Pause = 1 },
        new QuestionResumed { Id = Question, Stage = Stage, Pause = 1, ClosesAt = 3, AcceptUntil = 4 },
        new QuestionClosed { Id = Question, Stage = Stage },
        new QuestionRevealed
        {
            Id = Question, Stage = Stage, Answer = 1, Counts = [1, 2], Seed = "s",
            Winners = [new Winner { Viewer = ViewerId.Parse("guest:a"), Name = "a" }],
        },
        new QuestionVoided { Id = Question, Stage = Stage },
        new QuestionScheduled { Id = Question, Stage = Stage, OpensAt = 1, Winners = 1, Prize = Card },
        new QuestionCancelled { Id = Question, Stage = Stage, Reason = CancelReasons.Withdrawn },
        new PollScheduled { Id = Poll, Stage = Stage, OpensAt = 1 },
        new PollCancelled { Id = Poll, Stage = Stage, Reason = CancelReasons.Missed },
        new PollOpened { Id = Poll, Stage = Stage, Text = "p", Options = ["a", "b"], ClosesAt = 1, AcceptUntil = 2 },
        new PollRevealed { Id = Poll, Stage = Stage, Counts = [1, 2] },
        new PollVoided { Id = Poll, Stage = Stage },
        new VoteScheduled { Id = Vote, Stage = Stage, Title = "v", Options = [new VoteOption { Name = "a" }, new VoteOption { Name = "b", NameEn = "B" }], OpensAt = 1 },
        new VoteOpened
        {
            Id = Vote, Stage = Stage, Title = "v", Options = [new VoteOption { Name = "a" }, new VoteOption { Name = "b" }], OpensAt = 1, ClosesAt = 2, AcceptUntil = 3, Results = "after",
            Strength = "telephone",
        },
        new VotePaused { Id = Vote, Stage = Stage, Pause = 1 },
        new VoteResumed { Id = Vote, Stage = Stage, Pause = 1, ClosesAt = 3, AcceptUntil = 4 },
        new VoteClosed { Id = Vote, Stage = Stage },
        new VoteSettled { Id = Vote, Stage = Stage, Counts = [1, 2], Ballots = 3, Root = "r" },
        new VoteVoided { Id = Vote, Stage = Stage },
        new StageOnAir { Stage = Stage, Slot = SlotId.Parse("slot-1") },
        new SlateShown { Showing = true },
    ];

    [TestCaseSource(nameof(Every))]
    public void An_event_comes_back_as_it_was_written(IEventData data)
    {
        var written = new RoomEvent
        {
            Offset = 7,
            Type = EventCatalog.NameOf(data),
            At = 1_800_000_000_000,
            ShowAt = 5,
            Data = data,
            By = Anchor,
        };

        var json = JsonSerializer.Serialize(written, ContractJson.Options);
        var read = JsonSerializer.Deserialize<RoomEvent>(json, ContractJson.Options)!;

        Assert.Multiple(() =>
        {
            Assert.That(JsonSerializer.Serialize(read, ContractJson.Options), Is.EqualTo(json));
            Assert.That(read.Data, Is.InstanceOf(data.GetType()));
            Assert.That(read.By, Is.EqualTo(written.By));
        });
    }

    [TestCaseSource(nameof(Every))]
    public void An_event_written_to_the_log_is_read_back_the_same(IEventData data)
    {
        var tail = System.Text.Encoding.UTF8.GetString(new NewEvent(data, ShowAt: 5, Anchor).Tail());

        var read = LogEntry.Parse("7", "9", tail);

        Assert.Multiple(() =>
        {
            Assert.That((read.Offset, read.At, read.ShowAt, read.Type, read.By), Is.EqualTo((7L, 9L, (long?)5, EventCatalog.NameOf(data), Anchor)));
            Assert.That(JsonSerializer.Serialize<object>(read.Data, ContractJson.Options), Is.EqualTo(JsonSerializer.Serialize<object>(data, ContractJson.Options)));
        });
    }

    [Test]
    public void Every_type_of_event_is_tested() => Assert.That(Every.Select(EventCatalog.NameOf), Is.EquivalentTo(EventCatalog.All));

    [Test]
    public void A_type_of_a_newer_version_passes_through_unharmed()
    {
        const string Json = """{"offset":1,"at":2,"type":"weather.changed","data":{"id":"x","list":[1,2]}}""";

        var read = JsonSerializer.Deserialize<RoomEvent>(Json, ContractJson.Options)!;

        Assert.That(JsonSerializer.Serialize(read, ContractJson.Options), Is.EqualTo(Json));
    }
}
