using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Media.Fmp4;
using Broadcast.Ingest.Tests.Channels;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Ladder;

internal sealed class EncodedRunTests
{
    [Test]
    public void Where_a_channel_cuts_away_the_last_picture_is_as_long_as_it_is_listed()
    {
        var run = new EncodedRun();
        var init = TestInit.Of("own");
        var format = new RenditionFormat { Name = "own", Init = init, Codecs = "avc1.4d401e,mp4a.40.2" };
        var (fragments, source) = (new TestFragments(), TestFragments.Run("own"));
        for (var i = 0; i < 25; i++)
        {
            var start = TimeSpan.FromMilliseconds(40 * i);
            var fragment = fragments.Next(source, DateTimeOffset.UnixEpoch + start, TimeSpan.FromMilliseconds(40), independent: i == 0);
            run.Add(new EncodedPicture { Format = format, Start = start, End = start + fragment.Duration, Independent = i == 0, Bytes = fragment.Bytes });
        }

        var media = run.Read(TimeSpan.Zero, TimeSpan.FromMilliseconds(505), independent: true);

        var times = new PictureTimes(init);
        Assert.That(
            times.Of(media.Piece!.Bytes.SelectMany(bytes => bytes.ToArray()).ToArray()),
            Is.EqualTo((0L, 505L * TestInit.Timescale / 1000)));
    }

    [Test]
    public void A_picture_that_stands_longer_than_a_part_keeps_its_length_and_its_sound_is_divided()
    {
        var init = TestInit.Of("own");
        var tracks = Fmp4Init.Parse(init);
        var samples = new List<Fmp4Sample> { new(IsVideo: true, 0, TestInit.Timescale, 0, Sync: true, new byte[8]) };
        for (var i = 0; i < 46; i++)
            samples.Add(new Fmp4Sample(IsVideo: false, 1024 * i, 1024, 0, Sync: true, new byte[] { (byte)i }));
        var run = new EncodedRun();
        run.Add(new EncodedPicture
        {
            Format = new RenditionFormat { Name = "own", Init = init, Codecs = "avc1.4d401e,mp4a.40.2" },
            Start = TimeSpan.Zero,
            End = TimeSpan.FromSeconds(1),
            Independent = true,
            Bytes = Fmp4Writer.Write(tracks, 1, samples),
        });

        var first = run.Read(TimeSpan.Zero, TimeSpan.FromMilliseconds(550), independent: true, stands: true);
        var rest = run.ReadSound(TimeSpan.FromMilliseconds(550));

        var (early, late) = (Samples(first), Samples(rest));
        Assert.That(new PictureTimes(init).Of(first.Piece!.Bytes[0]), Is.EqualTo((0L, (long)TestInit.Timescale)));
        Assert.That(early.Where(sample => !sample.IsVideo).Select(sample => sample.DecodeTime), Is.EqualTo(Enumerable.Range(0, 26).Select(i => 1024L * i)));
        Assert.That(late.Select(sample => (sample.IsVideo, sample.Data.Span[0])), Is.EqualTo(Enumerable.Range(26, 20).Select(i => (false, (byte)i))));

        List<Fmp4Sample> Samples(PartMedia media)
        {
            var read = new List<Fmp4Sample>();
            Fmp4Samples.Read(media.Piece!.Bytes[0], tracks, read);
            return read;
        }
    }
}
