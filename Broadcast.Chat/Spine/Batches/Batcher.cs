namespace Broadcast.Chat.Spine.Batches;

/// <summary>
/// Gathers items that come one by one: while a batch of a key is carried out, the next one gathers, so that a store gets few calls however many
/// come, and a lone item waits for nobody. One batch of a key runs at a time, in the order in which its items came. Any thread may call.
/// </summary>
/// <param name="carryOut">Returns a result for each item, in order. An exception fails the items of its batch.</param>
/// <param name="most">Items in a batch at most.</param>
/// <param name="waiting">Items of a key that may wait.</param>
/// <param name="failsAll">True for an exception that would meet all who wait: they fail at once, instead of one batch after the other.</param>
internal sealed class Batcher<TKey, TItem, TResult>(
    Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> carryOut, int most, int waiting, Func<Exception, bool>? failsAll = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Queue<Pending>> _lanes = [];
    private long _waiting;

    /// <summary>Items that wait or are carried out.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Adds an item; false when as many of the key wait as may.</summary>
    /// <param name="key">Items of one key are carried out together.</param>
    /// <param name="item">The item.</param>
    /// <param name="result">What <c>carryOut</c> returns for it.</param>
    public bool TryAdd(TKey key, TItem item, out Task<TResult> result)
    {
        var pending = new Pending(item);
        result = pending.Result.Task;
        lock (_gate)
        {
            if (_lanes.TryGetValue(key, out var lane))
            {
                if (lane.Count >= waiting)
                    return false;

                lane.Enqueue(pending);
            }
            else
            {
                _lanes.Add(key, lane = new Queue<Pending>([pending]));
                // Others join it, so it is no part of what its first caller does.
                using (ExecutionContext.SuppressFlow())
                    _ = Task.Run(() => RunAsync(key, lane));
            }
        }

        Interlocked.Increment(ref _waiting);
        return true;
    }

    /// <summary>Carries out batches of one key until none of its items waits.</summary>
    private async Task RunAsync(TKey key, Queue<Pending> lane)
    {
        while (Next(key, lane, most) is { Count: > 0 } batch)
        {
            try
            {
                var results = await carryOut(key, [.. batch.Select(pending => pending.Item)]);
                Interlocked.Add(ref _waiting, -batch.Count);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Result.TrySetResult(results[i]);
            }
            catch (Exception exception)
            {
                // Each caller gets it.
                Interlocked.Add(ref _waiting, -batch.Count);
                Fail(batch, exception);
                if (failsAll?.Invoke(exception) == true)
                    Fail(Rest(lane), exception);
            }
        }
    }

    private List<Pending> Next(TKey key, Queue<Pending> lane, int count)
    {
        lock (_gate)
        {
            var batch = Take(lane, count);
            if (batch.Count == 0)
                _lanes.Remove(key);
            return batch;
        }
    }

    private List<Pending> Rest(Queue<Pending> lane)
    {
        lock (_gate)
        {
            var rest = Take(lane, lane.Count);
            Interlocked.Add(ref _waiting, -rest.Count);
            return rest;
        }
    }

    private static List<Pending> Take(Queue<Pending> lane, int count)
    {
        var taken = new List<Pending>(Math.Min(count, lane.Count));
        while (taken.Count < count && lane.TryDequeue(out var pending))
            taken.Add(pending);
        return taken;
    }

    private static void Fail(List<Pending> items, Exception exception)
    {
        foreach (var pending in items)
            pending.Result.TrySetException(exception);
    }

    private sealed record Pending(TItem Item)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
