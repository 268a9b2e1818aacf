using TestKit.Media;

namespace LiveFestival.Tests.Demo;

public sealed class ChannelsPlayTests
{
    [TestCase("zhanyi")]
    [TestCase("tongxiang")]
    [TestCase("gushi")]
    [TestCase("suning")]
    [TestCase("festival")]
    public async Task Every_channel_of_the_demo_plays_H264_and_AAC(string channel)
    {
        var codecs = await Probe.CodecsAsync(new Uri(DemoFestival.Host.Http, $"/live/{channel}/index.m3u8").ToString());

        Assert.That(codecs, Is.EqualTo(["aac", "h264"]));
    }

    [Test]
    public async Task A_publisher_with_an_unknown_key_is_refused_and_its_key_is_in_no_log()
    {
        await using var encoder = Encoder.Start(DemoFestival.Host.RtmpUrl("WRONG-7c1f"), new EncoderPicture { Duration = TimeSpan.FromSeconds(10) });

        await encoder.WaitForExitAsync(TimeSpan.FromSeconds(8));

        Assert.Multiple(() =>
        {
            Assert.That(encoder.ExitCode, Is.Not.Zero, encoder.Output);
            Assert.That(DemoFestival.Host.Process.Output, Does.Not.Contain("WRONG-7c1f"));
        });
    }

    [Test]
    public void No_token_and_no_key_is_in_the_log()
    {
        var log = DemoFestival.Host.Process.Output.Split('\n').Where(line => !line.Contains("#token=", StringComparison.Ordinal));
        var text = string.Join('\n', log);

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Not.Contain(DemoFestival.Host.Demo.OperatorToken));
            Assert.That(text, Does.Not.Contain(DemoFestival.Host.Demo.AnchorToken));
            foreach (var key in DemoFestival.Host.Demo.StreamKeys.Values)
                Assert.That(text, Does.Not.Contain(key));
        });
    }
}
