using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Tests.Control;
using TestKit;

namespace Broadcast.Chat.Tests.Outcomes;

/// <summary>A process of an older build, to which a kind is unknown, alone and beside one that knows it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OldBuildTests
{
    private static readonly QuestionDraft Draft = new() { Text = "几只鹅？", Options = ["一", "二"], Answer = 0, Seconds = 60, Winners = 1 };

    [Test]
    public async Task An_old_build_leaves_what_it_does_not_know_to_a_new_one_and_keeps_the_rest()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 0, settings: ("Rooms:OutcomeAlarm", "00:00:00.200"));
        var old = await festival.AddNodeAsync(draws: true, knowsQuestions: false);
        var unknown = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var meter = Watch("livefestival.chat.outcomes.unknown", (room, kind, count) => unknown[$"{room} {kind}"] = count);
        var alarms = await StageAlarms.HearAsync(festival);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var ann = await festival.PersonAsync("ann", ChatFestival.Gushi.Room);

        var asked = await anchor.AskAsync(ChatFestival.Gushi.Room, Draft);
        await ann.AnswerAsync(asked.Id, 0);
        await anchor.CloseAsync(asked.Id);
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<PinEnded>().Any(), "the old build keeps what it knows");
        await Eventually.TrueAsync(
            () =>
            {
                meter.RecordObservableInstruments();
                return unknown.GetValueOrDefault($"{ChatFestival.Gushi} question") == 1;
            },
            "the metric says that an unknown kind waits");
        await Eventually.TrueAsync(() => alarms.LastOrDefault() == "outcomes.waiting", "staff are told");
        await anchor.RevealAsync(asked.Id);
        var before = (festival.Kept.Outcomes.OfType<QuestionOutcome>().Count(), ann.Heard<QuestionRevealed>().Count());

        await festival.AddNodeAsync(draws: true);
        await ann.HearsAsync<QuestionRevealed>();
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<PinEnded>().Count() == 2, "one of the two keeps the next pin");
        await Eventually.TrueAsync(() => alarms.LastOrDefault() == "", "the alarm is over");

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.EqualTo((0, 0)), "nothing is revealed before a winner is kept");
            Assert.That(ann.Heard<QuestionRevealed>().Single().Winners.Single().Name, Is.EqualTo("ann"));
            Assert.That(festival.Kept.Outcomes.OfType<QuestionSettled>().Count(), Is.EqualTo(1));
            Assert.That(festival.Nodes, Does.Contain(old));
        });
    }

    [Test]
    public async Task What_an_older_version_wrote_is_kept()
    {
        await using var festival = await ChatFestival.StartAsync();
        await using var redis = await festival.Redis.ConnectAsync();
        var database = redis.GetDatabase();
        var stream = festival.Keys.Room(ChatFestival.Gushi.Room, "outcomes");
        // As the version before left it: a group, an entry that was handed out to a process that died, and one that was not.
        foreach (var pin in (string[])["gushi.p1", "gushi.p2"])
            await database.StreamAddAsync(stream, [new("k", "pin"), new("pin", pin), new("product", "goose"), new("from", 1000), new("at", 2000), new("clicks", 3)]);
        await database.StreamCreateConsumerGroupAsync(stream, "api", "0-0");
        await database.StreamReadGroupAsync(stream, "api", "dead", ">", 1);

        await festival.AddNodeAsync(draws: true);

        await Eventually.TrueAsync(() => festival.Kept.Outcomes.Count == 2, "both are kept");
        await Eventually.TrueAsync(async () => await database.StreamLengthAsync(stream) == 0, "both are acknowledged");
        Assert.That((await database.StreamPendingAsync(stream, "api")).PendingMessageCount, Is.Zero, "an older process does not get them again");
    }

    private static MeterListener Watch(string name, Action<string, string, int> heard)
    {
        var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<int>((_, count, tags, _) => heard((string)tags[0].Value!, (string)tags[1].Value!, count));
        meter.Start();
        return meter;
    }
}
