using Broadcast.Api.Demo;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Demo;

public sealed class DemoEncoderTests
{
    [Test]
    public void Each_stage_looks_and_sounds_different()
    {
        var all = DemoProgramme.Stages.Select(stage => string.Join(' ', DemoEncoderArguments.For(stage, "rtmp://x/live", font: null))).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(all, Is.Unique);
            Assert.That(all, Has.All.Contain("-g 25").And.All.EndsWith("-f flv -fpre /dev/stdin rtmp://x/live"));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task FFmpeg_takes_the_arguments_with_and_without_a_font(bool withFont)
    {
        using var folder = new TemporaryFolder();
        var arguments = DemoEncoderArguments.For(DemoProgramme.Stages[2], folder.File("out.flv"), withFont ? DemoFont.Find() : null).ToList();
        // One second, as fast as possible.
        arguments.RemoveAll(argument => argument == "-re");
        arguments.InsertRange(arguments.IndexOf("-fpre"), ["-t", "1"]);
        arguments[arguments.IndexOf(DemoEncoderArguments.PresetFile)] = "/dev/null";

        await using var encoder = TestProcess.Start("ffmpeg", arguments);
        await encoder.WaitForExitAsync(TimeSpan.FromSeconds(30));

        Assert.Multiple(() =>
        {
            Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);
            Assert.That(encoder.Output, Is.Empty);
            Assert.That(new FileInfo(folder.File("out.flv")).Length, Is.GreaterThan(5_000));
        });
    }
}
