using System.Text;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Media;
using CsCheck;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Channels;

internal sealed class TapeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly TapeOrigin Origin = new("e", Noon, 100, 0, 7);

    private static readonly Gen<(int Milliseconds, bool Independent, bool Break, int Gap)[]> Streams =
        Gen.Select(
            Gen.Frequency((8, Gen.Int[30, 50]), (2, Gen.Int[1, 400]), (1, Gen.Int[401, 1000])),
            Gen.Frequency((12, Gen.Const(false)), (1, Gen.Const(true))),
            Gen.Frequency((60, Gen.Const(false)), (1, Gen.Const(true))),
            Gen.Int[0, 3000]).Array[1, 1500];

    [Test]
    public void Any_stream_gives_playlists_without_fault_and_keeps_each_byte_once_and_in_order() =>
        Streams.Sample(stream =>
        {
            var tape = new Tape(Origin, new ChannelOptions { Window = TimeSpan.FromSeconds(40) });
            var fragments = new TestFragments();
            var (lowLatency, plain) = (new PlaylistLinter(), new PlaylistLinter());
            var parts = new SortedDictionary<long, Part>();
            var segments = new SortedDictionary<long, Segment>();
            var written = new List<long>();
            MediaRun? run = null;
            foreach (var (milliseconds, independent, breaks, gap) in stream)
            {
                if (breaks || run is null)
                {
                    if (tape.Break())
                        LintListing();
                    run = TestFragments.Run($"run-{gap}");
                    Append(tape.End.AddMilliseconds(gap), milliseconds, true);
                }
                else
                {
                    Append(tape.End, milliseconds, independent);
                }
            }

            if (tape.Break())
                LintListing();

            Sound.Check(lowLatency.Faults.Concat(plain.Faults));
            Sound.Check(Numbers(parts.Values).SequenceEqual(written), "the parts do not hold what was sent");
            Sound.Check(
                Numbers(segments.Values.SelectMany(segment => segment.Parts)).SequenceEqual(written),
                "the segments do not hold what was sent");

            void Append(DateTimeOffset start, int milliseconds, bool independent)
            {
                var fragment = fragments.Next(run, start, TimeSpan.FromMilliseconds(milliseconds), independent);
                written.Add(TestFragments.NumberOf(fragment.Bytes));
                if (tape.Append(fragment))
                    LintListing();
            }

            void LintListing()
            {
                var listing = tape.Listing!;
                var whole = Encoding.UTF8.GetString(listing.LowLatency.Text.Span);
                if (lowLatency.Reloads > 0)
                    lowLatency.CheckDelta(Encoding.UTF8.GetString(listing.Delta.Text.Span), whole);
                // A player may mix delta and whole playlists.
                lowLatency.Check(lowLatency.Reloads % 3 == 1 ? Encoding.UTF8.GetString(listing.Delta.Text.Span) : whole);
                if (!listing.Segments.IsEmpty)
                    plain.Check(Encoding.UTF8.GetString(listing.Plain.Text.Span));
                foreach (var segment in listing.Segments)
                    segments[segment.Number] = segment;
                foreach (var part in (listing.Open is { } open ? listing.Segments.Add(open) : listing.Segments).SelectMany(segment => segment.Parts))
                    parts[part.Number] = part;
            }
        }, iter: 15);

    [TestCase(200, 60)]
    [TestCase(90, 60)]
    [TestCase(40, 39)]
    [TestCase(2, 16)]
    public void Beyond_its_bytes_a_channel_keeps_less_and_then_lists_less_but_never_too_little(int seconds, int listed)
    {
        var tape = new Tape(Origin, new ChannelOptions { Bytes = seconds * 25 * TestFragments.Size });

        foreach (var fragment in Frames(25 * 300, gop: 25))
            tape.Append(fragment);

        var segments = tape.Listing!.Segments;
        var kept = Math.Min(Math.Max(seconds, 16), 121);
        Assert.That(segments[^1].End - segments[0].Start, Is.EqualTo(TimeSpan.FromSeconds(listed)).Within(TimeSpan.FromSeconds(2)));
        Assert.That(tape.Shelf.Bytes, Is.EqualTo(kept * 25 * TestFragments.Size).Within(2 * 25 * TestFragments.Size));
        Assert.That(tape.Shelf.Early > 0, Is.EqualTo(seconds < 200));
        Assert.That(segments.All(segment => tape.Shelf.TrySegment(segment.Number, out _)), "all that is listed can be fetched");
    }

    [Test]
    public void A_part_is_listed_as_soon_as_the_next_frame_would_not_fit()
    {
        var tape = new Tape(Origin, new ChannelOptions());

        var listed = Frames(13, gop: 50).Select(tape.Append).ToList();

        Assert.That(listed.Take(12), Has.None.True);
        Assert.That(listed[12], Is.True);
        Assert.That(tape.Listing!.Open!.Parts[0].Duration, Is.EqualTo(TimeSpan.FromMilliseconds(520)));
    }

    [Test]
    public void A_GOP_of_a_second_is_two_parts_and_both_are_listed_with_their_last_frame()
    {
        var tape = new Tape(Origin, new ChannelOptions());

        var listed = Frames(100, gop: 25).Select(tape.Append).ToList();

        Assert.That(tape.Listing!.Segments[1].Parts.Select(part => part.Duration.TotalMilliseconds), Is.EqualTo([480, 520]));
        Assert.That(tape.Listing!.Segments[2].Parts.Select(part => part.Duration.TotalMilliseconds), Is.EqualTo([480, 520]));
        Assert.That((listed[61], listed[74]), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_GOP_of_known_length_is_divided_without_tiny_parts() =>
        Gen.Select(Gen.Int[10, 60], Gen.Double[0.2, 6]).Sample((rate, seconds) =>
        {
            var tape = new Tape(Origin, new ChannelOptions());
            var linter = new PlaylistLinter();
            var gop = Math.Max(1, (int)Math.Round(seconds * rate));
            foreach (var fragment in Frames(Math.Max(20 * rate, 8 * gop), gop, rate))
                if (tape.Append(fragment))
                    linter.Check(Encoding.UTF8.GetString(tape.Listing!.LowLatency.Text.Span));

            Sound.Check(linter.Faults);
            var frame = TimeSpan.FromSeconds(1.0 / rate);
            var fits = frame * Math.Floor(ChannelTimes.PartTarget / frame);
            // The length of the first GOP was not known while it was listed; the last GOP of the stream is not whole.
            var known = tape.Listing!.Segments.Where(segment => segment.Start > Noon.AddSeconds(seconds * 2)).SkipLast(1).ToList();
            Sound.Check(known.Count > 0, "no segment of a known GOP");
            foreach (var segment in known)
            {
                Sound.Check(segment.Parts.Length <= Math.Ceiling(segment.Duration / fits) + 1, $"{segment.Parts.Length} parts in {segment.Duration}");
                // A GOP longer than a segment may be is cut at the target duration, where the last part may be short.
                foreach (var part in segment.Parts.Where(part => segment.Parts.Length > 1 && gop <= 4 * rate))
                    Sound.Check(part.Duration >= (ChannelTimes.PartTarget / 2) - frame, $"a part of {part.Duration} in a GOP of {gop} frames at {rate} a second");
            }
        }, iter: 200);

    [TestCase(25)]
    [TestCase(50)]
    public void A_frame_that_was_lost_spoils_the_parts_of_its_GOP_alone(int gop)
    {
        var tape = new Tape(Origin, new ChannelOptions());
        var (run, fragments, at) = (TestFragments.Run("r"), new TestFragments(), Noon);

        for (var i = 0; i < 500; i++)
        {
            // Frames 136 to 138 are lost, in the sixth second: frame 135 lasts for them too.
            if (i is > 135 and < 139)
                continue;
            var duration = TimeSpan.FromMilliseconds(i == 135 ? 160 : 40);
            tape.Append(fragments.Next(run, at, duration, i % gop == 0));
            at += duration;
        }

        var later = tape.Listing!.Segments.Where(segment => segment.Start >= Noon.AddSeconds(8)).ToList();
        Assert.That(later, Has.Count.GreaterThan(3));
        Assert.That(later.Select(segment => segment.Parts.Length), Is.All.EqualTo(gop * 2 / 25));
        Assert.That(later.SelectMany(segment => segment.Parts).Select(part => part.Duration.TotalMilliseconds), Is.All.InRange(480, 520));
    }

    [Test]
    public void A_segment_ends_at_the_first_keyframe_after_a_second()
    {
        var tape = new Tape(Origin, new ChannelOptions());

        foreach (var fragment in Frames(200, gop: 20))
            tape.Append(fragment);

        Assert.That(tape.Listing!.Segments.Select(segment => segment.Duration), Is.All.EqualTo(TimeSpan.FromSeconds(1.6)));
        Assert.That(tape.Listing!.Segments.Select(segment => segment.Parts[0].Independent), Is.All.True);
    }

    [Test]
    public void A_segment_ends_before_the_target_duration_even_without_a_keyframe()
    {
        var tape = new Tape(Origin, new ChannelOptions());

        foreach (var fragment in Frames(250, gop: 1000))
            tape.Append(fragment);

        Assert.That(tape.Listing!.Segments.Select(segment => segment.Duration), Is.All.EqualTo(TimeSpan.FromSeconds(4)));
        Assert.That(tape.Listing!.Segments[1].Parts.Select(part => part.Independent), Has.None.True);
    }

    [Test]
    public void A_break_cuts_off_only_media_that_was_not_listed()
    {
        var tape = new Tape(Origin, new ChannelOptions());
        foreach (var fragment in Frames(20, gop: 50))
            tape.Append(fragment);

        tape.Break(Noon.AddMilliseconds(600));

        Assert.That(tape.ListedEnd, Is.EqualTo(Noon.AddMilliseconds(600)));
        Assert.That(tape.Listing!.Segments[^1].Parts.Select(part => part.Bytes.Length), Is.EqualTo([13, 2]));
        Assert.That(tape.Listing!.Segments[^1].Duration, Is.EqualTo(TimeSpan.FromMilliseconds(600)));
    }

    [Test]
    public void Media_can_be_fetched_for_a_while_after_it_left_the_playlist_and_its_map_as_long_as_it_is_used()
    {
        var tape = new Tape(Origin, new ChannelOptions { Window = TimeSpan.FromSeconds(16), Kept = TimeSpan.FromSeconds(30) });
        var seen = new List<Segment>();

        foreach (var fragment in Frames(25 * 120, gop: 25))
        {
            if (!tape.Append(fragment))
                continue;
            seen.AddRange(tape.Listing!.Segments.Where(segment => seen.TrueForAll(known => known.Number != segment.Number)));
        }

        var fetchable = seen.Where(segment => tape.Shelf.TrySegment(segment.Number, out _)).ToList();
        Assert.That(fetchable.Sum(segment => segment.Duration.TotalSeconds), Is.InRange(46, 50));
        Assert.That(fetchable.SelectMany(segment => segment.Parts).All(part => tape.Shelf.TryPart(part.Number, out _)), Is.True);
        Assert.That(seen[0].Parts.Any(part => tape.Shelf.TryPart(part.Number, out _)), Is.False);
        Assert.That(tape.Shelf.TryInit(seen[^1].Init, out _), Is.True);
    }

    [TestCase(1)]
    [TestCase(1.25)]
    [TestCase(1.5)]
    [TestCase(1.8)]
    [TestCase(2)]
    public void At_one_or_two_frames_a_second_parts_last_exactly_as_long_as_their_segment(double rate)
    {
        var tape = new Tape(Origin, new ChannelOptions());
        var (linter, media) = (new PlaylistLinter(), new MediaLinter());

        foreach (var fragment in Frames(40, gop: 4, rate))
            if (tape.Append(fragment))
                linter.Check(Encoding.UTF8.GetString(tape.Listing!.LowLatency.Text.Span));

        Assert.That(linter.Faults, Is.Empty);
        foreach (var segment in tape.Listing!.Segments)
            Assert.That(segment.Parts.Sum(part => part.Duration.Ticks), Is.EqualTo(segment.Duration.Ticks));
        foreach (var segment in linter.Last.Whole.Where(segment => segment.Parts.Count > 0))
        {
            var source = tape.Listing.Find(segment.Number)!;
            media.Check(segment, source.Run.Init, [.. source.Parts.Select(part => (ReadOnlyMemory<byte>)part.Bytes.SelectMany(bytes => bytes.ToArray()).ToArray())]);
        }

        Assert.That(media.Faults, Is.Empty);
        Assert.That(media.Segments, Is.Positive);
    }

    /// <summary>The pictures in parts. A part through which a picture stands has none.</summary>
    private static IEnumerable<long> Numbers(IEnumerable<Part> parts) =>
        parts.Where(part => !part.SoundOnly).SelectMany(part => part.Bytes).Select(TestFragments.NumberOf);

    private static IEnumerable<Fragment> Frames(int count, int gop, double rate = 25)
    {
        // Times are rounded to the track's ticks, as FFmpeg rounds them.
        DateTimeOffset At(int frame) => Noon.AddTicks((long)Math.Round((double)frame * TestInit.Timescale / rate) * TimeSpan.TicksPerSecond / TestInit.Timescale);
        var run = TestFragments.Run("r");
        var fragments = new TestFragments();
        for (var i = 0; i < count; i++)
            yield return fragments.Next(run, At(i), At(i + 1) - At(i), i % gop == 0);
    }
}
