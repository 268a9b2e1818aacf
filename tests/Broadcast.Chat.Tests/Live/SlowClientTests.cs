using System.Diagnostics;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tests.Rooms.Log;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests.Live;

public sealed class SlowClientTests
{
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(5);

    [Test]
    public async Task A_client_that_never_reads_delays_nobody_and_is_closed()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:SlowAfter", $"{SlowAfter}"), ("Rooms:Tick", "00:00:00.020"), ("Rooms:ChatPerFrame", "1000")]);
        var closedAt = 0L;
        using var meter = new System.Diagnostics.Metrics.MeterListener();
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "livefestival.chat.slow_closed")
                listener.EnableMeasurementEvents(instrument);
        };
        meter.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.CompareExchange(ref closedAt, Stopwatch.GetTimestamp(), 0));
        meter.Start();
        using var slow = await SilentClient.JoinAsync(festival, "slow");
        var ann = await festival.GuestAsync("ann", ChatFestival.Gushi.Room);
        var bob = await festival.GuestAsync("bob", ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(() => ann.Counts!.Viewers == 3, "the slow one is in the room");

        var heard = new List<(long From, long To)>();
        var log = festival.Services.GetRequiredService<RoomLog>();
        var lines = Enumerable.Repeat(SomeEvent.Of(new ChatSaid { Text = new string('鹅', 200) }), 1000).ToArray();
        await Eventually.TrueAsync(
            async () =>
            {
                var from = Stopwatch.GetTimestamp();
                var said = await log.AppendAsync(ChatFestival.Gushi.Room, LogLane.Chat, lines);
                await Eventually.TrueAsync(() => ann.Position!.Offset >= said[^1] && bob.Position!.Offset >= said[^1], "the others hear it");
                heard.Add((from, Stopwatch.GetTimestamp()));
                return Interlocked.Read(ref closedAt) > 0;
            },
            "the slow one is closed",
            TimeSpan.FromSeconds(90));
        await Eventually.TrueAsync(() => bob.Counts!.Viewers == 2, "the slow one no longer counts");

        Assert.Multiple(() =>
        {
            // The slow client read nothing for SlowAfter before it was closed: what the others heard in that time did not wait for it.
            Assert.That(
                heard.Count(batch => Stopwatch.GetElapsedTime(batch.From, closedAt) < SlowAfter && batch.To < closedAt), Is.Positive, "batches that the others heard in that time");
            Assert.That(ann.Faults.Concat(bob.Faults), Is.Empty);
        });
    }
}
