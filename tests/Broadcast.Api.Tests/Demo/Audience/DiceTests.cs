using Broadcast.Api.Demo.Audience;

namespace Broadcast.Api.Tests.Demo.Audience;

public sealed class DiceTests
{
    private static readonly TimeSpan Mean = TimeSpan.FromSeconds(100);

    [Test]
    public void Waits_have_their_mean_and_no_memory_and_none_is_longer_than_four_times_it()
    {
        var dice = new Dice(new Random(7));
        var waits = Enumerable.Range(0, 20_000).Select(_ => dice.Next(Mean)).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(waits.Average(wait => wait.TotalSeconds), Is.EqualTo(98.2).Within(2.5));
            // Half of them are shorter than the mean times the logarithm of two.
            Assert.That(waits.Count(wait => wait.TotalSeconds < 69.3) / 20_000.0, Is.EqualTo(0.5).Within(0.02));
            Assert.That(waits.Max(), Is.LessThanOrEqualTo(Mean * 4));
        });
    }
}
