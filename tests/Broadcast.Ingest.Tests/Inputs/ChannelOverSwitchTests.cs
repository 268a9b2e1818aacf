using System.Collections.Concurrent;
using System.Diagnostics;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Tests.Inputs.Pull;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.Configuration;
using TestKit;
using TestKit.Hls;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Inputs;

/// <summary>The playlists that players get while a stage's inputs change, with the configuration as an operator writes it.</summary>
internal sealed class ChannelOverSwitchTests
{
    [Test]
    public async Task A_return_from_the_backup_is_one_discontinuity_and_no_slate()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "film.mp4", 4, "-c:v", "libx264", "-c:a", "aac");
        await using var host = await ChannelsHost.StartAsync(builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Ingest:Inputs:zhanyi:0:Kind"] = "push",
            ["Ingest:Inputs:zhanyi:1:Kind"] = "file",
            ["Ingest:Inputs:zhanyi:1:Path"] = file,
            ["Ingest:Sources:ReturnAfter"] = "00:00:01",
        }));
        var output = host.Channels.Stage("zhanyi")!.Output;
        await Eventually.TrueAsync(() => !output.OnSlate, "the file is on air");
        using var client = host.Client();
        var linter = new PlaylistLinter();
        var began = await SplicesAsync(client, linter);
        var slates = new SlateLog(output);

        await using var encoder = Encoder.Start(host.RtmpUrl("zhanyi"), new EncoderPicture { Width = 256, Height = 144 });
        await Eventually.TrueAsync(async () => await SplicesAsync(client, linter) > began + slates.Splices && !output.OnSlate, "the encoder is on air");

        Assert.That(linter.Faults, Is.Empty);
        // On a machine without a processor to spare both may be late by so much that the slate is right.
        Assert.That(slates.Pauses, Has.All.GreaterThan(TimeSpan.FromMilliseconds(800)), "the slate was seen although the stage delivered");
        Assert.That(await SplicesAsync(client, linter), Is.EqualTo(began + 1 + slates.Splices));
    }

    private static async Task<int> SplicesAsync(HttpClient client, PlaylistLinter linter)
    {
        linter.Check(await client.GetStringAsync(new Uri("/live/zhanyi/ll.m3u8", UriKind.Relative)));
        return linter.Last.Segments.Count(segment => segment.Discontinuity);
    }

    /// <summary>How long nothing had come from the stage's inputs each time that its slate began.</summary>
    private sealed class SlateLog : IChannelListener
    {
        private readonly ConcurrentQueue<TimeSpan> _pauses = [];
        private long _came = Stopwatch.GetTimestamp();
        private int _splices;

        public SlateLog(ChannelOutput output)
        {
            using (output.Gate.Enter())
            {
                output.Listen(this);
                output.SlateChanged += OnSlate;
            }
        }

        public IReadOnlyCollection<TimeSpan> Pauses => _pauses;

        /// <summary>How often the slate has begun or ended; each is a discontinuity in the playlist.</summary>
        public int Splices => Volatile.Read(ref _splices);

        public void OnFragment(Fragment fragment)
        {
            if (!fragment.Run.Slate)
                _came = Stopwatch.GetTimestamp();
        }

        public void OnSegment(Segment segment)
        {
        }

        private void OnSlate(bool showing, DateTimeOffset at)
        {
            if (showing)
                _pauses.Enqueue(Stopwatch.GetElapsedTime(_came));
            Interlocked.Increment(ref _splices);
        }
    }
}
