using System.Net;
using Broadcast.Chat.Spine.Refusals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Spine.Refusals;

/// <summary>How refusals are told in the log.</summary>
internal sealed class RefusalLogTests
{
    private static readonly IPAddress Stranger = IPAddress.Parse("203.0.113.7");
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void The_first_is_told_at_once_and_the_others_as_a_number_after_a_minute()
    {
        var (log, told) = Begin();

        for (var i = 0; i < 1000; i++)
            log.Note(Stranger, "RTMP", "malformed");
        log.Note(Stranger, "The hub", "room.unknown");
        _time.Advance(TimeSpan.FromSeconds(59));
        log.Tell();
        Assert.That(told(), Is.EqualTo(["RTMP: 203.0.113.7 was refused: malformed"]));

        _time.Advance(TimeSpan.FromSeconds(1));
        log.Tell();
        Assert.That(told().Skip(1), Is.EqualTo(["The hub: 203.0.113.7 was refused 1000 times more within a minute, the last time: room.unknown"]));
    }

    [Test]
    public void Who_was_not_refused_again_is_forgotten_and_the_next_refusal_is_told_at_once()
    {
        var (log, told) = Begin();

        log.Note(Stranger, "RTMP", "malformed");
        _time.Advance(RefusalLog.Quiet);
        log.Tell();
        log.Note(Stranger, "RTMP", "malformed");

        Assert.That(told(), Has.Length.EqualTo(2).And.All.EqualTo("RTMP: 203.0.113.7 was refused: malformed"));
    }

    [Test]
    public void More_addresses_than_have_lines_of_their_own_share_one()
    {
        var (log, told) = Begin();

        for (var i = 0; i < RefusalLog.MostAddresses + 500; i++)
            log.Note(new IPAddress([10, 0, (byte)(i / 256), (byte)i]), "HTTP", "request.invalid");
        _time.Advance(RefusalLog.Quiet);
        log.Tell();

        Assert.That(told(), Has.Length.EqualTo(RefusalLog.MostAddresses + 1));
        Assert.That(told()[^1], Is.EqualTo("Further addresses were refused 500 times within a minute, the last time by HTTP: request.invalid"));
    }

    [Test]
    public void An_IPv6_subscriber_counts_once_and_what_is_left_is_told_at_the_end()
    {
        var (log, told) = Begin();

        log.Note(IPAddress.Parse("2001:db8:1:2::1"), "HTTP", "request.invalid");
        log.Note(IPAddress.Parse("2001:db8:1:2::ffff"), "HTTP", "request.invalid");
        log.Tell(all: true);

        Assert.That(told(), Is.EqualTo(
        [
            "HTTP: 2001:db8:1:2:: was refused: request.invalid",
            "HTTP: 2001:db8:1:2:: was refused 1 times more within a minute, the last time: request.invalid",
        ]));
    }

    private (RefusalLog Log, Func<string[]> Told) Begin()
    {
        var kept = new NodeLog();
        var loggers = LoggerFactory.Create(builder => builder.AddProvider(kept));
        return (new RefusalLog(_time, loggers.CreateLogger<RefusalLog>()), () => [.. kept.Lines.Select(line => line.Text)]);
    }
}
