using Broadcast.Api.Demo;
using Broadcast.Api.Demo.Scenes;

namespace Broadcast.Api.Tests.Demo.Scenes;

public sealed class LoopTests
{
    private const int Height = 144;

    private static IEnumerable<string> Stages => SceneList.All.Select(scene => scene.Stage);

    [Test]
    public void Frames_GOPs_and_AAC_frames_end_together()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Loop.AacFrames * Loop.AacFrame, Is.EqualTo(Loop.Samples));
            Assert.That(Loop.Frames % Loop.Gop, Is.Zero);
            Assert.That(Loop.Gop, Is.EqualTo(2 * Loop.FrameRate));
            Assert.That((long)Loop.Frames * Loop.SampleRate, Is.EqualTo((long)Loop.Samples * Loop.FrameRate));
        });
    }

    [Test]
    public void Every_stage_of_the_demo_has_its_scene() => Assert.That(Stages, Is.EqualTo(DemoProgramme.Stages.Select(stage => stage.Id)));

    [TestCaseSource(nameof(Stages))]
    public void A_scene_is_at_its_end_where_it_was_at_its_beginning_and_moves_on_at_the_seam_as_elsewhere(string stage)
    {
        using var frames = new SceneFrames(SceneList.All.Single(scene => scene.Stage == stage).Picture, Height);

        var first = frames.Draw(new LoopTime(0)).ToArray();
        var end = frames.Draw(new LoopTime(1)).ToArray();
        var last = frames.Draw(LoopTime.OfFrame(Loop.Frames - 1)).ToArray();
        var second = frames.Draw(LoopTime.OfFrame(1)).ToArray();
        var middle = frames.Draw(LoopTime.OfFrame(Loop.Frames / 3)).ToArray();

        Assert.Multiple(() =>
        {
            Assert.That(Differing(first, end), Is.Zero, "bytes that are more than one level of 255 apart");
            Assert.That(Mean(last, first), Is.EqualTo(Mean(first, second)).Within(50).Percent);
            Assert.That(Mean(first, middle), Is.GreaterThan(2 * Mean(first, second)), "something moves");
        });
    }

    private static int Differing(byte[] one, byte[] other) => one.Zip(other).Count(pair => Math.Abs(pair.First - pair.Second) > 1);

    private static double Mean(byte[] one, byte[] other) => one.Zip(other, (a, b) => Math.Abs(a - b)).Average();
}
