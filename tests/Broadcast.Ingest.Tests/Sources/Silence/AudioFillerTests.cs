using Broadcast.Ingest.Sources.Silence;
using CsCheck;

namespace Broadcast.Ingest.Tests.Sources.Silence;

internal sealed class AudioFillerTests
{
    private const double Frame = 1024 / 48.0;

    [Test]
    public void Without_audio_silence_runs_beside_the_picture()
    {
        var filler = new AudioFiller(Frame, 150, sourceHasAudio: false);
        var times = new List<long>();
        for (var time = 0; time <= 10_000; time += 40)
            times.AddRange(filler.BeforeVideo(time));

        Assert.That(times, Is.EqualTo(Enumerable.Range(0, times.Count).Select(frame => (long)Math.Round(frame * Frame))));
        Assert.That(times[^1], Is.InRange(9950, 10_000));
    }

    [Test]
    public void Sound_that_always_comes_late_is_no_hole()
    {
        var filler = new AudioFiller(Frame, 150, sourceHasAudio: true);
        var silent = 0;
        var dropped = 0;
        var sound = 0.0;
        for (var time = 0; time < 20_000; time += 40)
        {
            silent += filler.BeforeVideo(time).Count;
            for (; sound <= time - 400; sound += Frame)
            {
                filler.BeforeAudio((long)sound, out var accepted);
                dropped += accepted ? 0 : 1;
            }
        }

        // At first the filler does not know yet that this sound is always late.
        Assert.That(silent, Is.LessThan(25));
        Assert.That(dropped, Is.LessThan(25));
        Assert.That(filler.Filling, Is.False);
    }

    [Test]
    public void Whatever_is_missing_the_track_has_no_hole_and_no_overlap()
    {
        Gen.Int[0, 60].Array[1, 8].Sample(holes =>
        {
            var filler = new AudioFiller(Frame, 150, sourceHasAudio: true);
            var track = new List<double>();
            var (sound, frame) = (0.0, 0);
            var missing = holes.Select((length, index) => (From: (index * 100) + 10, To: (index * 100) + 10 + length)).ToList();
            for (var time = 0; time < holes.Length * 2200; time += 40)
            {
                track.AddRange(filler.BeforeVideo(time).Select(value => (double)value));
                for (; sound <= time; sound += Frame, frame++)
                {
                    if (missing.Any(hole => frame >= hole.From && frame < hole.To))
                        continue;
                    track.AddRange(filler.BeforeAudio((long)sound, out var accepted).Select(value => (double)value));
                    if (accepted)
                        track.Add((long)sound);
                }
            }

            return track.Zip(track.Skip(1), (first, second) => second - first).All(step => step is > Frame / 2 - 2 and <= 150 + Frame + 2);
        });
    }
}
