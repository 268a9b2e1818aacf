using Broadcast.Ingest.Ladder;
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
}
