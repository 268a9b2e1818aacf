using System.Collections.Immutable;
using Broadcast.Ingest.Channels;
using TestKit;

namespace Broadcast.Ingest.Tests.Channels;

internal sealed class HeldQueueTests
{
    [Test]
    public async Task A_new_part_releases_those_who_wait_for_it_and_nobody_else()
    {
        var queue = new HeldQueue();
        var (next, later) = (RequestFor(1), RequestFor(2));
        Assert.That(queue.TryAdd(next), Is.True);
        Assert.That(queue.TryAdd(later), Is.True);

        queue.Wake(Listing(2));
        var answer = await next.Answer;

        Assert.That(answer!.NextPart, Is.EqualTo(2));
        Assert.That(later.Answer.IsCompleted, Is.False);
        queue.Wake(Listing(3));
        Assert.That((await later.Answer)!.NextPart, Is.EqualTo(3));
    }

    [Test]
    public void Who_comes_when_the_part_is_there_does_not_wait()
    {
        var queue = new HeldQueue();
        queue.Wake(Listing(2));

        Assert.That(queue.TryAdd(RequestFor(1)), Is.False);
    }

    [Test]
    public async Task Who_has_waited_too_long_is_given_up_and_the_others_wait_on()
    {
        var queue = new HeldQueue();
        var (old, young) = (RequestFor(5, until: 100), RequestFor(5, until: 101));
        queue.TryAdd(old);
        queue.TryAdd(young);

        queue.Expire(100);

        Assert.That(await old.Answer, Is.Null);
        Assert.That(young.Answer.IsCompleted, Is.False);
    }

    [Test]
    public async Task Nobody_waits_for_a_channel_that_has_ended()
    {
        var queue = new HeldQueue();
        var request = RequestFor(5);
        queue.TryAdd(request);

        queue.Close();

        Assert.That(await request.Answer, Is.Null);
        Assert.That(queue.TryAdd(RequestFor(5)), Is.False);
    }

    /// <summary>Requests and parts come at once from several threads: each request is released by a listing that fulfils it.</summary>
    [Test]
    public async Task Nobody_is_forgotten_in_a_rush()
    {
        var queue = new HeldQueue();
        var newest = Listing(0);
        var feeding = Task.Run(() =>
        {
            for (var part = 1; part <= 2000; part++)
            {
                Volatile.Write(ref newest, Listing(part));
                queue.Wake(newest);
            }
        });
        var asking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var wanted = Math.Min(Volatile.Read(ref newest).NextPart, 1999);
                var request = RequestFor(wanted);
                if (queue.TryAdd(request))
                    Assert.That((await request.Answer)!.NextPart, Is.GreaterThan(wanted));
            }
        }));

        await Task.WhenAll([feeding, .. asking]).WaitAsync(Eventually.Patience);
    }

    /// <summary>Measures the allocations of 15,000 held requests, and prints how long it takes to wake them.</summary>
    [Test]
    public async Task A_held_request_costs_less_than_half_a_kilobyte()
    {
        const int Count = 15_000;
        var queue = new HeldQueue();
        var requests = new HeldRequest[Count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++)
            queue.TryAdd(requests[i] = RequestFor(1));
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;

        var woken = System.Diagnostics.Stopwatch.StartNew();
        queue.Wake(Listing(2));
        var wake = woken.Elapsed;
        foreach (var request in requests)
            await request.Answer;

        await TestContext.Out.WriteLineAsync($"{each} bytes a held request; wake {wake.TotalMicroseconds:0} µs; all released after {woken.Elapsed.TotalMilliseconds:0.0} ms");
        Assert.That(each, Is.LessThan(512));
    }

    private static HeldRequest RequestFor(long part, long until = long.MaxValue) => new(listing => part < listing.NextPart, until);

    private static Listing Listing(long nextPart) => new()
    {
        Epoch = "e",
        Segments = ImmutableArray<Segment>.Empty,
        Open = null,
        OpenNumber = 0,
        NextPart = nextPart,
        DiscontinuitySequence = 0,
    };
}
