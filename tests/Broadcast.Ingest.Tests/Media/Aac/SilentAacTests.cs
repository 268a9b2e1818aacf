using Broadcast.Ingest.Media.Aac;
using TestKit;
using TestKit.Media;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Media.Aac;

[Parallelizable(ParallelScope.Self)]
internal sealed class SilentAacTests
{
    [Test]
    public async Task Every_channel_configuration_decodes_to_silence([Range(1, 7)] int channels)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("silence.aac");
        var frame = SilentAac.Frame(channels)!;
        await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat<byte[]>([.. Adts(channels, frame.Length), .. frame], 50).SelectMany(bytes => bytes)]);

        Assert.That(await Probe.DecodeAsync(file), Is.Empty);
        await using var meter = TestProcess.Start("ffmpeg", ["-nostdin", "-hide_banner", "-i", file, "-af", "volumedetect", "-f", "null", "-"]);
        await meter.WaitForExitAsync();
        Assert.That(meter.Output, Does.Contain("max_volume: -91.0 dB"));
    }

    [Test]
    public void Channels_that_only_the_stream_describes_have_no_silence()
    {
        Assert.That(SilentAac.Frame(0), Is.Null);
    }

    [TestCase("1190", 2, 48000, 2, 1024)]
    [TestCase("1208", 2, 44100, 1, 1024)]
    [TestCase("1194", 2, 48000, 2, 960)]
    [TestCase("2b8a0800", 5, 22050, 1, 1024)]
    public void A_config_says_its_format(string config, int objectType, int rate, int channels, int samples)
    {
        var format = AacFormat.Parse(Convert.FromHexString(config));

        Assert.That(format, Is.EqualTo(new AacFormat { ObjectType = objectType, SampleRate = rate, Channels = channels, SamplesPerFrame = samples }));
    }

    [TestCase("")]
    [TestCase("11")]
    [TestCase("0990")]
    [TestCase("1790")]
    public void What_is_not_based_on_low_complexity_is_refused(string config)
    {
        Assert.That(AacFormat.Parse(Convert.FromHexString(config)), Is.Null);
    }

    /// <summary>The head of an ADTS frame (ISO/IEC 13818-7, 6.2) of AAC-LC at 48 kHz.</summary>
    private static byte[] Adts(int channels, int length)
    {
        var size = length + 7;
        return [0xFF, 0xF1, (byte)(0x40 | (3 << 2) | (channels >> 2)), (byte)(((channels & 3) << 6) | (size >> 11)), (byte)(size >> 3), (byte)(((size & 7) << 5) | 0x1F), 0xFC];
    }
}
