using Broadcast.Chat.Outcomes;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Outcomes;

/// <summary>Who gets a place. The order within a subject is tested through the lane.</summary>
public sealed class OutcomeQueueTests
{
    private const int Places = 8;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    [Test]
    public void Subjects_that_failed_leave_half_of_the_places_to_the_others()
    {
        var time = new FakeTimeProvider();
        var queue = new OutcomeQueue(Places, Retry, time);
        Fail(queue, "bad", 20);
        time.Advance(Retry);

        var again = Take(queue);
        Add(queue, "good", 20);
        var others = Take(queue);

        Assert.Multiple(() =>
        {
            Assert.That(again, Has.Count.EqualTo(Places / 2).And.All.StartsWith("bad"));
            Assert.That(others, Has.Count.EqualTo(Places / 2).And.All.StartsWith("good"));
        });
    }

    [Test]
    public void One_that_failed_does_not_wait_for_the_end_of_a_backlog()
    {
        var time = new FakeTimeProvider();
        var queue = new OutcomeQueue(Places, Retry, time);
        Fail(queue, "bad", 1);
        Add(queue, "good", 1_000);
        time.Advance(Retry);

        Assert.That(Take(queue), Has.Count.EqualTo(Places).And.Contains("bad0"));
    }

    [Test]
    public void A_subject_with_many_outcomes_takes_turns_with_the_others()
    {
        var queue = new OutcomeQueue(places: 1, Retry, new FakeTimeProvider());
        for (var i = 1; i <= 3; i++)
            queue.Add("long", new OutcomeId(1, (ulong)i));
        queue.Add("short", new OutcomeId(1, 4));

        var order = new List<string>();
        while (queue.Next() is { } turn)
        {
            order.Add(turn.Subject.Name);
            queue.End(turn, kept: true);
        }

        Assert.That(order, Is.EqualTo(["long", "short", "long", "long"]));
    }

    [Test]
    public void What_is_forgotten_in_work_is_handed_out_again_only_when_it_is_read_again()
    {
        var time = new FakeTimeProvider();
        var queue = new OutcomeQueue(Places, Retry, time);
        Add(queue, "s", 2);
        var (first, second) = (queue.Next()!, queue.Next()!);

        queue.Forget();
        queue.Add(first.Subject.Name, first.Id);
        var beside = queue.Next();
        queue.End(first, kept: false);
        queue.End(second, kept: false);
        time.Advance(Retry);

        Assert.Multiple(() =>
        {
            Assert.That(beside, Is.Null, "it is in work");
            Assert.That(Take(queue), Is.EqualTo([first.Subject.Name]));
        });
    }

    private static void Add(OutcomeQueue queue, string name, int subjects)
    {
        for (var i = 0; i < subjects; i++)
            queue.Add($"{name}{i}", new OutcomeId(1, (ulong)i));
    }

    private static void Fail(OutcomeQueue queue, string name, int subjects)
    {
        Add(queue, name, subjects);
        while (queue.Next() is { } turn)
            queue.End(turn, kept: false);
    }

    private static List<string> Take(OutcomeQueue queue)
    {
        var taken = new List<string>();
        while (queue.Next() is { } turn)
            taken.Add(turn.Subject.Name);
        return taken;
    }
}
