using Broadcast.Ingest.Inputs.Pull;

namespace Broadcast.Ingest.Tests.Inputs.Pull;

internal sealed class PullPaceTests
{
    private const int Frame = 40;
    private const int Segment = 2000;
    private readonly List<(int Media, double At)> _passed = [];
    private PullPace _pace = null!;
    private double _now;

    [SetUp]
    public void Begin()
    {
        _pace = new PullPace();
        _now = 0;
        _passed.Clear();
    }

    [Test]
    public void Segments_that_arrive_at_once_pass_evenly()
    {
        for (var segment = 0; segment < 10; segment++)
            Arrive(segment * Segment, at: segment * Segment);

        Assert.That(Steps(), Is.All.EqualTo(Frame).Within(1));
    }

    [Test]
    public void After_a_stall_the_input_catches_up_and_is_as_late_as_it_was()
    {
        for (var segment = 0; segment < 5; segment++)
            Arrive(segment * Segment, at: segment * Segment);
        var before = Lateness(_passed[^1]);

        // Four segments come four seconds late, all at once; from then on each is on time.
        for (var segment = 5; segment < 9; segment++)
            Arrive(segment * Segment, at: 16_000);
        for (var segment = 9; segment < 20; segment++)
            Arrive(segment * Segment, at: segment * Segment);

        Assert.That(Lateness(_passed[^1]), Is.EqualTo(before).Within(25));
        Assert.That(_passed.Where(tag => tag.At > 18_000).Select(Lateness), Is.All.EqualTo(before).Within(25));
    }

    [Test]
    public void An_input_that_closes_up_its_timestamps_after_a_stall_soon_passes_evenly_again()
    {
        for (var segment = 0; segment < 5; segment++)
            Arrive(segment * Segment, at: segment * Segment);
        // The station was away for ten seconds, and its timestamps go on as if it had not been.
        for (var segment = 5; segment < 20; segment++)
            Arrive(segment * Segment, at: (segment * Segment) + 10_000);

        var since = 20_000 + PullPace.Patience.TotalMilliseconds + Segment;
        Assert.That(Steps(since), Is.All.EqualTo(Frame).Within(1));
    }

    [Test]
    public void A_source_whose_clock_is_slow_passes_evenly_all_day()
    {
        // 100 parts in a million: three seconds in nine hours.
        const double slow = 1.0001;
        for (var segment = 0; segment < 9 * 1800; segment++)
            Arrive(segment * Segment, at: segment * Segment * slow);

        Assert.That(Steps(), Is.All.LessThan(Frame + 125));
    }

    [TestCase(3_600_000)]
    [TestCase(-8_000)]
    public void Times_that_leap_begin_anew(int leap)
    {
        for (var segment = 0; segment < 5; segment++)
            Arrive(segment * Segment, at: segment * Segment);
        for (var segment = 5; segment < 10; segment++)
            Arrive((segment * Segment) + leap, at: segment * Segment);

        Assert.That(Steps(), Is.All.EqualTo(Frame).Within(1));
    }

    /// <summary>A segment of frames is there at a time, and is read as the pace says.</summary>
    private void Arrive(int media, double at)
    {
        for (var frame = 0; frame < Segment / Frame; frame++)
        {
            var first = at - _now > 100;
            _now = Math.Max(_now, at);
            _now += _pace.Of(TimeSpan.FromMilliseconds(media + (frame * Frame)), TimeSpan.FromMilliseconds(_now), first).TotalMilliseconds;
            _passed.Add((media + (frame * Frame), _now));
        }
    }

    private static double Lateness((int Media, double At) tag) => tag.At - tag.Media;

    private IEnumerable<double> Steps(double since = 0) =>
        _passed.Zip(_passed.Skip(1)).Where(pair => pair.First.At >= since).Select(pair => pair.Second.At - pair.First.At);
}
