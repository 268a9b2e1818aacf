using Broadcast.Ingest.Monitor;
using CsCheck;

namespace Broadcast.Ingest.Tests.Monitor;

internal sealed class SoundMeterTests
{
    [Test]
    public void A_sine_of_half_the_scale_is_nine_decibels_below_full_with_its_peak_at_six()
    {
        var meter = new SoundMeter();
        foreach (var block in Sine(0.5, 8000).Chunk(800))
            meter.Accept(block);

        Assert.That(meter.Level, Is.EqualTo(-9.03).Within(0.05));
        Assert.That(meter.Peak, Is.EqualTo(-6.02).Within(0.05));
    }

    [Test]
    public void Digital_silence_has_the_floor_for_its_level()
    {
        var meter = new SoundMeter();
        meter.Accept(new short[800]);

        Assert.That((meter.Level, meter.Peak), Is.EqualTo((SoundMeter.Floor, SoundMeter.Floor)));
    }

    [Test]
    public void Only_the_last_second_counts()
    {
        var meter = new SoundMeter();
        foreach (var block in Sine(1, 8000).Concat(new short[8000]).Chunk(800))
            meter.Accept(block);

        Assert.That(meter.Level, Is.EqualTo(SoundMeter.Floor));
    }

    [Test]
    public void The_level_is_never_above_the_peak_nor_the_scale() =>
        Gen.Short.Array[1, 800].List[1, 20].Sample(blocks =>
        {
            var meter = new SoundMeter();
            foreach (var block in blocks)
                meter.Accept(block);
            return meter.Level <= meter.Peak + 1e-9 && meter.Peak <= 1e-9 && meter.Level >= SoundMeter.Floor;
        });

    private static IEnumerable<short> Sine(double amplitude, int samples) =>
        Enumerable.Range(0, samples).Select(i => (short)Math.Round(amplitude * 32767 * Math.Sin(2 * Math.PI * 440 * i / 8000)));
}
