using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Sources.Order;

internal sealed class InputOrderTests
{
    private readonly FakeTimeProvider _time = new();
    private InputOrder _order = null!;

    [SetUp]
    public void Begin() => _order = Order("hls", "push", "file");

    [Test]
    public void The_primary_may_begin_at_once_and_a_backup_only_when_it_has_stayed_away()
    {
        Assert.That(_order.MayBeShown(_order.All[0]));
        Assert.That(_order.MayBeShown(_order.All[1]), Is.False);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(_order.MayBeShown(_order.All[1]));
        Assert.That(_order.IsWanted(_order.All[2]));
    }

    [Test]
    public void A_backup_comes_in_when_the_primary_has_been_quiet_for_its_time()
    {
        Play(_order.All[0], 3);
        _order.Active = _order.All[0];

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.That((_order.MayBeShown(_order.All[1]), _order.IsWanted(_order.All[2])), Is.EqualTo((false, false)));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That((_order.MayBeShown(_order.All[1]), _order.IsWanted(_order.All[2])), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_delivering_backup_keeps_those_below_it_out()
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        _order.Active = _order.All[1];
        Play(_order.All[1], 10);

        Assert.That((_order.MayBeShown(_order.All[2]), _order.IsWanted(_order.All[2])), Is.EqualTo((false, false)));
        Assert.That(_order.IsWanted(_order.All[0]), "the primary is tried on and on");
    }

    [Test]
    public void The_primary_returns_after_it_was_steady_and_a_pause_begins_that_time_anew()
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        _order.Active = _order.All[2];
        Play(_order.All[2], 1);

        PlayTogether(4.5, _order.All[0], _order.All[2]);
        Assert.That(_order.MayBeShown(_order.All[0]), Is.False);
        Play(_order.All[2], 1.5);
        PlayTogether(4.5, _order.All[0], _order.All[2]);
        Assert.That(_order.MayBeShown(_order.All[0]), Is.False);
        PlayTogether(1, _order.All[0], _order.All[2]);
        Assert.That(_order.MayBeShown(_order.All[0]));
    }

    [Test]
    public void While_the_one_on_air_is_quiet_a_higher_one_comes_in_at_once()
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        _order.Active = _order.All[1];
        Play(_order.All[1], 1);
        _time.Advance(TimeSpan.FromSeconds(2));

        _order.Delivered(_order.All[0]);
        Assert.That(_order.MayBeShown(_order.All[0]));
    }

    [Test]
    public void Listeners_always_wait()
    {
        var order = Order("rtmp", "srt", "file");
        order.Active = order.All[0];
        Play(order, order.All[0], 1);

        Assert.That(order.All.Select(order.IsWanted), Is.EqualTo([true, true, false]));
    }

    /// <summary>Whatever happened before: once only one input delivers for long enough, that input may be shown.</summary>
    [Test]
    public void Whoever_alone_delivers_is_shown_in_the_end() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2].Array[0, 30]).Sample((alone, history) =>
        {
            var order = Order("rtmp", "push", "file");
            foreach (var input in history.Select(number => order.All[number]))
            {
                Play(order, input, 0.6);
                if (order.MayBeShown(input))
                    order.Active = input;
            }

            Play(order, order.All[alone], 6);
            return order.MayBeShown(order.All[alone]);
        });

    private InputOrder Order(params string[] kinds) =>
        new([.. kinds.Select(kind => new InputOptions { Kind = kind })], new SourceOptions(), _time);

    private void Play(StageInput input, double seconds) => Play(_order, input, seconds);

    private void Play(InputOrder order, StageInput input, double seconds) => PlayTogether(order, seconds, input);

    private void PlayTogether(double seconds, params StageInput[] inputs) => PlayTogether(_order, seconds, inputs);

    private void PlayTogether(InputOrder order, double seconds, params StageInput[] inputs)
    {
        for (var at = 0.0; at < seconds; at += 0.1)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            foreach (var input in inputs)
                order.Delivered(input);
        }
    }
}
