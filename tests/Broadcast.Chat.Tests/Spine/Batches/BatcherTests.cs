using Broadcast.Chat.Spine.Batches;

namespace Broadcast.Chat.Tests.Spine.Batches;

[Parallelizable(ParallelScope.All)]
public sealed class BatcherTests
{
    [Test]
    public async Task While_a_batch_is_carried_out_the_next_gathers_in_order_and_no_larger_than_it_may_be()
    {
        var (first, sizes) = (new TaskCompletionSource(), new List<IReadOnlyList<int>>());
        var batcher = new Batcher<string, int, int>(
            async (_, items) =>
            {
                lock (sizes)
                    sizes.Add(items);
                await first.Task;
                return [.. items.Select(item => item * 10)];
            },
            most: 3,
            waiting: 100);

        var results = new List<Task<int>> { Add(batcher, 0) };
        await TestKit.Eventually.TrueAsync(() => sizes.Count == 1, "the first batch is carried out");
        results.AddRange(Enumerable.Range(1, 7).Select(item => Add(batcher, item)));
        first.SetResult();

        Assert.That(await Task.WhenAll(results), Is.EqualTo(Enumerable.Range(0, 8).Select(item => item * 10)));
        Assert.That(sizes, Is.EqualTo(new[] { [0], [1, 2, 3], [4, 5, 6], new[] { 7 } }));
        Assert.That(batcher.Waiting, Is.Zero);
    }

    [Test]
    public async Task What_does_not_fit_is_refused_and_one_key_never_waits_for_another()
    {
        var held = new TaskCompletionSource();
        var batcher = new Batcher<string, int, int>(
            async (key, items) =>
            {
                if (key == "slow")
                    await held.Task;
                return items;
            },
            most: 1,
            waiting: 2);

        var slow = Enumerable.Range(0, 8).Count(item => batcher.TryAdd("slow", item, out _));
        var quick = Add(batcher, 5, "quick");

        Assert.That(await quick, Is.EqualTo(5));
        Assert.That(slow, Is.InRange(2, 3), "one is carried out, two wait");
        held.SetResult();
    }

    [Test]
    public async Task A_failure_is_that_of_its_batch_or_of_all_who_wait([Values] bool failsAll)
    {
        var (begun, fail) = (new TaskCompletionSource(), new TaskCompletionSource());
        var batcher = new Batcher<string, int, int>(
            async (_, items) =>
            {
                begun.TrySetResult();
                await fail.Task;
                return items[0] == 0 ? throw new InvalidOperationException("away") : items;
            },
            most: 1,
            waiting: 9,
            failsAll: _ => failsAll);

        var failing = Add(batcher, 0);
        await begun.Task;
        var behind = Add(batcher, 1);
        fail.SetResult();

        Assert.That(async () => await failing, Throws.InvalidOperationException);
        if (failsAll)
            Assert.That(async () => await behind, Throws.InvalidOperationException);
        else
            Assert.That(await behind, Is.EqualTo(1));
        Assert.That(await Add(batcher, 2), Is.EqualTo(2), "what comes later is carried out");
    }

    private static Task<int> Add(Batcher<string, int, int> batcher, int item, string key = "one")
    {
        Assert.That(batcher.TryAdd(key, item, out var result), Is.True);
        return result;
    }
}
