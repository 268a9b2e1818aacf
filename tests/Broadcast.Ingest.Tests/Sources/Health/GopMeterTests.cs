using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Tests.Sources.Health;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GopMeterTests
{
    private readonly GopMeter _meter = new();

    [Test]
    public void A_GOP_is_the_time_between_two_IDR_frames()
    {
        Picture(0, independent: true);
        Picture(1, independent: false);
        Picture(2, independent: true);

        Assert.That(_meter.Read(), Is.EqualTo((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2))));
    }

    [Test]
    public void One_that_is_longer_already_than_the_last_counts_before_it_ends()
    {
        Picture(0, independent: true);
        Picture(2, independent: true);
        Picture(7, independent: false);

        Assert.That(_meter.Read(), Is.EqualTo((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5))));
    }

    [Test]
    public void The_times_of_a_new_run_begin_anew_and_the_longest_GOP_stays()
    {
        Picture(60, independent: true);
        Picture(63, independent: true);
        _meter.Begin();
        Assert.That(_meter.Read().Current, Is.EqualTo(TimeSpan.FromSeconds(3)));

        Picture(0, independent: true);
        Picture(1, independent: true);

        Assert.That(_meter.Read(), Is.EqualTo((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3))));
    }

    private void Picture(double seconds, bool independent) => _meter.Picture(TimeSpan.FromSeconds(seconds), independent);
}
