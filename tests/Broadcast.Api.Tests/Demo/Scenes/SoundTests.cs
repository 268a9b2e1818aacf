using System.Runtime.InteropServices;
using Broadcast.Api.Demo.Scenes;

namespace Broadcast.Api.Tests.Demo.Scenes;

public sealed class SoundTests
{
    private const int Around = 2;

    [Test]
    public void A_sound_goes_on_around_its_loop_and_is_heard_without_being_loud()
    {
        foreach (var scene in SceneList.All)
        {
            var samples = MemoryMarshal.Cast<byte, short>(scene.Sound().Pcm(Around)).ToArray();
            var around = Around * Loop.AacFrame * 2;
            var loop = samples[around..^around];

            Assert.Multiple(() =>
            {
                Assert.That(loop, Has.Length.EqualTo(Loop.Samples * 2), scene.Stage);
                Assert.That(samples[..around], Is.EqualTo(loop[^around..]), "what comes before the loop is its end");
                Assert.That(samples[^around..], Is.EqualTo(loop[..around]), "what comes behind it is its beginning");
                Assert.That(Decibels(loop), Is.EqualTo(-32).Within(1.5), scene.Stage);
            });
        }
    }

    [Test]
    public void AAC_frames_are_cut_where_they_begin()
    {
        // Frames of 9, 8 and 10 bytes, whose headers say so.
        byte[] frames = [.. Frame(9), .. Frame(8), .. Frame(10)];

        Assert.Multiple(() =>
        {
            Assert.That(AdtsFrames.Cut(frames, 1, 2).Length, Is.EqualTo(18));
            Assert.That(AdtsFrames.Cut(frames, 0, 1).Length, Is.EqualTo(9));
            Assert.That(() => AdtsFrames.Cut(frames, 1, 3), Throws.InstanceOf<InvalidDataException>());
            Assert.That(() => AdtsFrames.Cut(frames.AsMemory(0, 20), 0, 3), Throws.InstanceOf<InvalidDataException>());
            Assert.That(() => AdtsFrames.Cut(new byte[9], 0, 1), Throws.InstanceOf<InvalidDataException>());
        });
    }

    private static byte[] Frame(int length)
    {
        var frame = new byte[length];
        (frame[0], frame[1], frame[4], frame[5]) = (0xFF, 0xF1, (byte)(length >> 3), (byte)(length << 5));
        return frame;
    }

    private static double Decibels(short[] samples) => 20 * Math.Log10(Math.Sqrt(samples.Average(sample => (double)sample * sample)) / short.MaxValue);
}
