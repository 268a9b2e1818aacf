using System.Globalization;
using System.Net;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Hls;
using TestKit.Media;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Recording.Replays;

/// <summary>Two slots of unlike stages, with real encoders: what was on air can be played again.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ReplayRunTests
{
    [Test]
    public async Task A_slot_that_was_on_air_is_a_playlist_with_its_marks_and_a_film_whose_sound_fits()
    {
        await using var host = await ChannelsHost.StartAsync();
        await using var zhanyi = Encoder.Start(host.RtmpUrl("zhanyi"), new EncoderPicture { Width = 320, Height = 180 });
        await using var gushi = Encoder.Start(host.RtmpUrl("gushi"), new EncoderPicture { Width = 256, Height = 144, Gop = 20, FrameRate = 20 });
        await Eventually.TrueAsync(() => host.Channels.Stages.All(stage => !stage.Output.OnSlate), "both stages play");
        var began = ChannelsHost.Slot("s1", "zhanyi", 0, 600);
        await host.SetRundownAsync(began);
        using var client = host.Client();
        await Eventually.TrueAsync(() => host.Channels.Relay("festival")!.State is { Slate: false, OnAir: not null }, "the first slot is on air");
        await PinAndAskAsync(host, DateTimeOffset.UtcNow.AddSeconds(1));
        // Within the slot the operator takes the other stage, so that the replay has two unlike runs.
        await Eventually.TrueAsync(() => host.Channels.Relay("festival")!.Output.ListedEnd - DateTimeOffset.FromUnixTimeMilliseconds(host.Channels.Relay("festival")!.State.Since) > TimeSpan.FromSeconds(2.5), "it plays for a while");
        host.Channels.Relay("festival")!.Obey(new TakeStage { Channel = ChannelId.Parse("festival"), Stage = StageId.Parse("gushi") });
        await Eventually.TrueAsync(
            () => host.Channels.Relay("festival")! is { State.OnAir.Value: "gushi" } relay && relay.Output.ListedEnd - DateTimeOffset.FromUnixTimeMilliseconds(relay.State.Since) > TimeSpan.FromSeconds(1.5),
            "the other stage plays for a while");
        var next = ChannelsHost.Slot("s2", "gushi", 1, 60);
        await host.SetRundownAsync(began with { Duration = next.Start - began.Start }, next);
        // The slot's last segment is whole, and so on disk, when the one after it has begun.
        await Eventually.TrueAsync(() => host.Channels.Relay("festival")!.Output.ListedEnd > DateTimeOffset.FromUnixTimeMilliseconds(next.Start).AddSeconds(3), "the next slot plays for a while");

        var replay = await Eventually.ValueAsync(async () => (await ListAsync(client)).Where(found => Marks(found) >= 4).Cast<JsonElement?>().FirstOrDefault() is { } found ? new Box(found) : null,
            "the replay is listed with its marks", TimeSpan.FromSeconds(40));
        var text = await client.GetStringAsync(replay.Json.GetProperty("playlist").GetString());
        var playlist = PlaylistReader.Read(text);

        var duration = replay.Json.GetProperty("duration").GetDouble();
        Assert.That(duration, Is.GreaterThan(4));
        Assert.That((double)playlist.Segments.Sum(segment => segment.Duration), Is.EqualTo(duration).Within(0.01));
        Assert.That((playlist.Ended, playlist.Vod), Is.EqualTo((true, true)));
        Assert.That(playlist.Segments.Count(segment => segment.Discontinuity), Is.GreaterThanOrEqualTo(1));
        var pin = playlist.DateRanges["pin-p1"];
        Assert.That((pin["CLASS"], pin["X-TITLE"], pin["X-PRODUCT-ID"]), Is.EqualTo(("festival.livefestival.pin", "Tea 'green'", "tea")));
        var question = playlist.DateRanges["question-q1"];
        Assert.That((question["X-TITLE"], question["X-ANSWER"], question["X-WINNERS"], question["DURATION"]), Is.EqualTo(("Which tea?", "b", "1", "2.0")));
        Assert.That(text, Does.Not.Contain("guest:").And.Not.Contain("Winner's name"));
        Assert.That(playlist.DateRanges.Values.Count(range => range["CLASS"].EndsWith("chapter", StringComparison.Ordinal)), Is.EqualTo(2));
        var folder = $"/live/festival/replays/";
        foreach (var segment in playlist.Segments)
            Assert.That((await client.GetAsync(folder + segment.Uri)).StatusCode, Is.EqualTo(HttpStatusCode.OK), segment.Uri);

        var film = replay.Json.GetProperty("film").GetString()!;
        using (var first = await client.GetAsync(film))
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
            Assert.That(first.Headers.RetryAfter, Is.Not.Null);
        }

        var bytes = await Eventually.ValueAsync(async () =>
        {
            using var answer = await client.GetAsync(film);
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync() : null;
        }, "the film is made", TimeSpan.FromSeconds(60));
        using var range = new HttpRequestMessage(HttpMethod.Get, film) { Headers = { Range = new(100, 199) } };
        using var part = await client.SendAsync(range);
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes[100..200]));
        using var temporary = new TemporaryFolder();
        await File.WriteAllBytesAsync(temporary.File("film.mp4"), bytes);
        // Where runs meet, two pictures may share a tick of the coarse clock of FFmpeg's null output; the film's own times increase.
        var complaints = (await Probe.DecodeAsync(temporary.File("film.mp4"))).Split('\n').Where(line => line.Length > 0 && !line.Contains("increasing dts to muxer", StringComparison.Ordinal));
        Assert.That(complaints, Is.Empty);
        foreach (var stream in (string[])["v:0", "a:0"])
            Assert.That(await DecodeTimesAsync(temporary.File("film.mp4"), stream), Is.Ordered.Ascending.And.Unique);
        var video = await StreamDurationAsync(temporary.File("film.mp4"), "v:0");
        var audio = await StreamDurationAsync(temporary.File("film.mp4"), "a:0");
        Assert.That(video, Is.EqualTo(duration).Within(0.5));
        Assert.That(audio, Is.EqualTo(video).Within(0.2));
    }

    private static int Marks(JsonElement replay) => replay.GetProperty("marks").GetArrayLength();

    private static async Task<List<JsonElement>> ListAsync(HttpClient client)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync("/api/v1/channels/festival/replays"));
        return [.. json.RootElement.EnumerateArray().Select(replay => replay.Clone())];
    }

    private static async Task PinAndAskAsync(ChannelsHost host, DateTimeOffset showAt)
    {
        var rooms = host.Services.GetRequiredService<IRoomAnnouncer>();
        var (room, stage, at) = (RoomId.Parse("festival"), StageId.Parse("zhanyi"), showAt.ToUnixTimeMilliseconds());
        IEventData[] events =
        [
            new ProductPinned { Pin = PinId.Parse("p1"), Stage = stage, Product = new ProductCard { Id = ProductId.Parse("tea"), Name = "Tea \"green\"", Price = 100, Currency = "CNY", Url = "/item/tea" } },
            new QuestionOpened { Id = QuestionId.Parse("q1"), Stage = stage, Text = "Which tea?", Options = ["a", "b"], ClosesAt = at + 2000, AcceptUntil = at + 8000, Winners = 1, Commitment = "00" },
            new QuestionRevealed { Id = QuestionId.Parse("q1"), Stage = stage, Answer = 1, Counts = [0, 1], Winners = [new Winner { Viewer = ViewerId.Parse("guest:1"), Name = "Winner's name" }], Seed = "00" },
        ];
        foreach (var data in events)
            await rooms.AnnounceAsync(room, data, at, data.GetType().Name, Actor.Rule(Rules.ChannelPlays).Author, CancellationToken.None);
    }

    private static async Task<double> StreamDurationAsync(string file, string stream)
    {
        await using var probe = TestProcess.Start("ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "stream=duration", "-of", "csv=p=0", file]);
        await probe.WaitForExitAsync(Eventually.Patience);
        return double.Parse(probe.Output.Trim().TrimEnd(','), CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<long>> DecodeTimesAsync(string file, string stream)
    {
        await using var probe = TestProcess.Start("ffprobe", ["-v", "error", "-select_streams", stream, "-show_entries", "packet=dts", "-of", "csv=p=0", file]);
        await probe.WaitForExitAsync(Eventually.Patience);
        return [.. probe.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => long.Parse(line.TrimEnd(','), CultureInfo.InvariantCulture))];
    }

    private sealed record Box(JsonElement Json);
}
