using System.Text;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Tests.Channels;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Ladder;

/// <summary>A channel on a fake clock, and an encoder that is as late as the test says.</summary>
internal sealed class RenditionTapeTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Gen<(int Late, bool Lost, bool NewRun, bool Away)[]> Encoders = Gen.Select(
        Gen.Frequency((20, Gen.Int[0, 8]), (1, Gen.Int[9, 50])),
        Gen.Frequency((40, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Frequency((80, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Frequency((80, Gen.Const(false)), (1, Gen.Const(true)))).Array[1, 40];

    [Test]
    public void A_punctual_encoder_gives_every_part_its_own_media()
    {
        using var rig = new Rig();

        rig.Play(25 * 10, late: 5);

        Assert.That(rig.Faults(), Is.Empty);
        var own = rig.Tape.Rendition.Listing.Segments.SkipWhile(segment => segment.Init != rig.OwnInit).ToList();
        Assert.That(own, Has.Count.GreaterThan(7));
        Assert.That(own.Select(segment => segment.Init), Is.All.EqualTo(rig.OwnInit));
        Assert.That(own.SelectMany(segment => segment.Parts).Select(part => part.Bytes.Length), Is.EqualTo(
            own.SelectMany(segment => rig.Output.Listing.Find(segment.Number)!.Parts).Select(part => part.Bytes.Length)));
    }

    [Test]
    public void A_dead_encoder_leaves_a_gap_in_its_segment_and_then_the_source_stands_in()
    {
        using var rig = new Rig(gop: 50);
        rig.Play(25 * 9 + 20, late: 5);

        rig.Play(25 * 6, late: null);

        Assert.That(rig.Faults(), Is.Empty);
        var segments = rig.Tape.Rendition.Listing.Segments;
        Assert.That(segments.Count(segment => segment.Gap), Is.EqualTo(1));
        var after = segments.SkipWhile(segment => !segment.Gap).Skip(1).ToList();
        Assert.That(after, Is.Not.Empty);
        Assert.That(after.Select(segment => segment.Init), Is.All.Not.EqualTo(rig.OwnInit));
        Assert.That(after.Select(segment => segment.Discontinuity), Is.All.False);
    }

    [Test]
    public void An_encoder_that_comes_back_is_used_from_the_next_segment_on()
    {
        using var rig = new Rig();
        rig.Play(25 * 5, late: 5);
        rig.Play(25 * 4, late: null);

        rig.Play(25 * 5, late: 5);

        Assert.That(rig.Faults(), Is.Empty);
        Assert.That(rig.Tape.Rendition.Listing.Segments[^1].Init, Is.EqualTo(rig.OwnInit));
    }

    [Test]
    public void Media_that_comes_back_after_its_init_has_left_the_shelf_can_be_played()
    {
        using var rig = new Rig();
        rig.Play(25 * 5, late: 5);
        rig.Play(25 * 120, late: null);
        Assert.That(rig.Tape.Rendition.Shelf.TryInit(rig.OwnInit, out _), Is.False, "the init has left");

        rig.Play(25 * 5, late: 5);

        Assert.That(rig.Tape.Rendition.Listing.Segments[^1].Init, Is.EqualTo(rig.OwnInit));
        Assert.That(rig.Tape.Rendition.Shelf.TryInit(rig.OwnInit, out _), Is.True);
    }

    [Test]
    public void An_encoder_that_falls_behind_slowly_never_holds_its_viewers_longer_than_patience()
    {
        using var rig = new Rig();
        var longest = TimeSpan.Zero;

        for (var second = 0; second < 40; second++)
        {
            rig.Play(25, late: 3 * second);
            var behind = rig.Output.Listing.Segments[^1].Number - rig.Tape.Rendition.Listing.Segments[^1].Number;
            longest = TimeSpan.FromSeconds(behind) > longest ? TimeSpan.FromSeconds(behind) : longest;
        }

        Assert.That(rig.Faults(), Is.Empty);
        Assert.That(longest, Is.LessThanOrEqualTo(Patience + TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void The_slate_is_in_all_renditions()
    {
        using var rig = new Rig();

        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.LintListings();

        Assert.That(rig.Faults(), Is.Empty);
        Assert.That(rig.Tape.Rendition.Listing.LastNumber, Is.EqualTo(rig.Output.Listing.LastNumber));
    }

    [Test]
    public void However_late_an_encoder_is_every_reload_is_sound_and_agrees_with_the_source() =>
        Encoders.Sample(steps =>
        {
            using var rig = new Rig();
            foreach (var (late, lost, newRun, away) in steps)
            {
                if (away)
                    rig.Leave();
                else if (newRun)
                    rig.NewRun();
                rig.Play(25, lost ? null : late);
            }

            Sound.Check(rig.Faults());
            var behind = rig.Output.Source.Listing.Open?.Start ?? rig.Output.ListedEnd;
            Sound.Check(rig.Tape.Rendition.Listing.OpenNumber >= rig.Output.Listing.OpenNumber - 4, $"the rendition is far behind at {behind}");
        }, iter: 40);

    private sealed class Rig : IDisposable
    {
        private readonly EncodedShelf _shelf = new(Patience);
        private readonly StageChannel _stage;
        private readonly TestFragments _fragments = new();
        private readonly Queue<(DateTimeOffset At, EncodedRun Run, EncodedPicture Picture)> _encoding = [];
        private readonly PlaylistLinter _source = new();
        private readonly PlaylistLinter _rendition = new() { MapsMayChange = true };
        private readonly List<string> _differences = [];
        private readonly RenditionFormat _format = new() { Name = "own", Init = new byte[] { 1 }, Codecs = "avc1.4d401e,mp4a.40.2", Width = 160, Height = 90 };
        private readonly int _gop;
        private readonly long _from;
        private MediaRun _run = null!;
        private TimeSpan _media;
        private int _runs;
        private int _frame;
        private (object?, object?) _seen;

        public Rig(int gop = 25)
        {
            _gop = gop;
            Time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 10, 12, 0, 0, TimeSpan.Zero));
            Output = new ChannelOutput(ChannelId.Parse("zhanyi"), ChannelKind.Stage, TestSlate.Clip, new ChannelOptions { Window = TimeSpan.FromSeconds(30) }, Time, TestMetrics.Channels, NullLogger.Instance);
            Tape = new RenditionTape(
                Output,
                new RenditionSetup
                {
                    Name = "90p",
                    Media = _shelf,
                    Cover = RenditionCover.Planned(160, 90, 100_000),
                    Record = new RenditionRecord(Output.Id, "90p", TestMetrics.Ladder),
                    Patience = Patience,
                    Kept = TimeSpan.FromMinutes(1),
                    Bytes = long.MaxValue,
                    Logger = NullLogger.Instance,
                },
                Time);
            _shelf.Grew += Tape.OnMedia;
            Output.Offer(Tape, () => { });
            _stage = new StageChannel(StageId.Parse("zhanyi"), Output);
            _from = Output.Listing.LastNumber;
            NewRun();
            LintListings();
        }

        public FakeTimeProvider Time { get; }

        public ChannelOutput Output { get; }

        public RenditionTape Tape { get; }

        public string OwnInit => _format.Name;

        public void NewRun()
        {
            _run = TestFragments.Run($"run-{++_runs}") with { Source = $"run-{_runs}" };
            _frame = 0;
        }

        public void Leave()
        {
            _stage.OnOffAir();
            NewRun();
            Pass(TimeSpan.FromSeconds(2));
        }

        /// <summary>Plays frames whose encoded pictures come <paramref name="late"/> frames later; null: they never come.</summary>
        public void Play(int frames, int? late)
        {
            for (var i = 0; i < frames; i++)
            {
                var independent = _frame++ % _gop == 0;
                var fragment = _fragments.Next(_run, Time.GetUtcNow() - Frame, Frame, independent) with { MediaTime = _media };
                if (late is { } delay)
                {
                    var picture = new EncodedPicture { Format = _format, Start = _media, End = _media + Frame, Independent = independent, Bytes = new byte[] { 7 } };
                    // Encoders return pictures in order.
                    var at = Time.GetUtcNow() + Frame * delay;
                    if (_encoding.Count > 0 && _encoding.Last().At > at)
                        at = _encoding.Last().At;
                    _encoding.Enqueue((at, _shelf.Run(_run.Source!), picture));
                }

                _media += Frame;
                _stage.OnFragment(fragment);
                LintListings();
                Pass(Frame);
            }
        }

        public void LintListings()
        {
            var now = ((object?)Output.Listing, (object?)Tape.Rendition.Listing);
            if (ReferenceEquals(now.Item1, _seen.Item1) && ReferenceEquals(now.Item2, _seen.Item2))
                return;

            _seen = now;
            var source = _source.Check(Encoding.UTF8.GetString(Output.Listing.LowLatency.Text.Span));
            var whole = Encoding.UTF8.GetString(Tape.Rendition.Listing.LowLatency.Text.Span);
            if (_rendition.Reloads > 0)
                _rendition.CheckDelta(Encoding.UTF8.GetString(Tape.Rendition.Listing.Delta.Text.Span), whole);
            var rendition = _rendition.Check(whole);
            if (source is not null && rendition is not null)
                _differences.AddRange(RenditionLinter.Compare(source, rendition));
        }

        public IEnumerable<string> Faults() => [.. _source.Faults, .. _rendition.Faults, .. _differences];

        public void Dispose() => _stage.Dispose();

        private void Pass(TimeSpan time)
        {
            for (var passed = TimeSpan.Zero; passed < time; passed += Frame / 4)
            {
                Time.Advance(Frame / 4);
                while (_encoding.TryPeek(out var next) && next.At <= Time.GetUtcNow())
                {
                    _encoding.Dequeue();
                    _shelf.Add(next.Run, next.Picture);
                }

                LintListings();
            }
        }
    }
}
