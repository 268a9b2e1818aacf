using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Hosting;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// The outcomes of one kind in one room: hands them out in order within a subject, and all subjects side by side, so that one that hangs or
/// fails holds up no other. <see cref="RoundAsync"/> is called by one loop; the handing out runs beside it.
/// </summary>
internal sealed class OutcomeLane(
    RoomId room, OutcomeKind kind, OutcomeInbox inbox, OutcomeMetrics metrics, LoopGuard guard, RoomOptions options, TimeProvider time, Action wake)
{
    private const string Start = "0-0";

    /// <summary>A look from the beginning finds what a server with another clock wrote before our position, after a failover.</summary>
    private static readonly TimeSpan FullLook = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OutcomeSubject> _subjects = new(StringComparer.Ordinal);
    private readonly HashSet<Task> _running = [];

    /// <summary>What was acknowledged since the last page was asked for: that page may still have it.</summary>
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private string _after = Start;
    private long _lookedAt = time.GetTimestamp();

    /// <summary>Begins to hand out what is new, and what failed and has rested.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        var again = MustLookAgain();
        if (again)
            (_after, _lookedAt) = (Start, time.GetTimestamp());
        while (HasRoom())
        {
            var (held, last, entries) = await inbox.TakeAsync(room, kind.Name, _after);
            if (!held)
                _after = Start;
            if (!held || last is null)
            {
                // What was sought from the beginning and not found was kept by another process.
                Forget(subject => !held || (again && subject.Sought));
                return;
            }

            foreach (var subject in entries.GroupBy(OutcomeStream.SubjectOf, StringComparer.Ordinal))
                Begin(subject.Key, subject, stop);
            _after = last;
        }
    }

    /// <summary>Waits until nothing is handed out any more; the caller has cancelled it.</summary>
    public Task EndAsync()
    {
        lock (_gate)
            return Task.WhenAll([.. _running]);
    }

    private bool MustLookAgain()
    {
        lock (_gate)
        {
            foreach (var subject in _subjects.Values)
                subject.Sought = subject.MayBegin(time);
            return time.GetElapsedTime(_lookedAt) >= FullLook || _subjects.Values.Any(subject => subject.Sought);
        }
    }

    /// <summary>True while more may be begun. Subjects that have rested do not count: they are about to be begun again.</summary>
    private bool HasRoom()
    {
        lock (_gate)
        {
            _acknowledged.Clear();
            return _subjects.Values.Count(subject => !subject.Sought) < options.OutcomeSubjects;
        }
    }

    private void Forget(Func<OutcomeSubject, bool> which)
    {
        lock (_gate)
        {
            foreach (var (name, _) in _subjects.Where(one => !one.Value.Running && which(one.Value)).ToList())
                _subjects.Remove(name);
        }
    }

    private void Begin(string name, IEnumerable<StreamEntry> found, CancellationToken stop)
    {
        lock (_gate)
        {
            StreamEntry[] entries = [.. found.Where(entry => !_acknowledged.Contains((string)entry.Id!))];
            if (_subjects.TryGetValue(name, out var subject) && !subject.MayBegin(time))
            {
                subject.Passed = true;
                return;
            }

            if (entries.Length == 0)
                return;

            _subjects[name] = subject ??= new OutcomeSubject();
            subject.Begin();
            var task = Task.Run(() => HandOutAsync(name, subject, entries, stop), CancellationToken.None);
            _running.Add(task);
            _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Ended(Task task)
    {
        lock (_gate)
            _running.Remove(task);
    }

    private async Task HandOutAsync(string name, OutcomeSubject subject, StreamEntry[] entries, CancellationToken stop)
    {
        try
        {
            await kind.Permits.WaitAsync(stop);
            try
            {
                if (await guard.TryAsync($"Keeping outcomes of the kind {kind.Name}", () => KeepAllAsync(name, subject, entries, stop), stop))
                    return;
            }
            finally
            {
                kind.Permits.Release();
            }

            metrics.Failed(kind.Name);
            lock (_gate)
                subject.Rest(time, options.OutcomeRetry);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The lane ends. What is not acknowledged comes again, here or in another process.
        }
        finally
        {
            wake();
        }
    }

    /// <summary>Keeps the entries of a subject, and those that were passed over meanwhile.</summary>
    private async Task KeepAllAsync(string name, OutcomeSubject subject, StreamEntry[] entries, CancellationToken stop)
    {
        var kept = Start;
        while (true)
        {
            foreach (var entry in entries)
            {
                await KeepAsync(entry, stop);
                kept = (string)entry.Id!;
            }

            lock (_gate)
            {
                if (!subject.Passed)
                {
                    _subjects.Remove(name);
                    return;
                }

                subject.Passed = false;
            }

            entries = await NextAsync(name, kept);
        }
    }

    private async Task KeepAsync(StreamEntry entry, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(options.OutcomePatience);
        await kind.KeepAsync(room, entry, patience.Token).WaitAsync(patience.Token);
        await inbox.AcknowledgeAsync(room, entry.Id);
        lock (_gate)
            _acknowledged.Add((string)entry.Id!);
    }

    /// <summary>The next entries of a subject after <paramref name="after"/>; none at the end of the stream.</summary>
    private async Task<StreamEntry[]> NextAsync(string name, string after)
    {
        while (true)
        {
            var (_, last, entries) = await inbox.TakeAsync(room, kind.Name, after);
            StreamEntry[] own = [.. entries.Where(entry => OutcomeStream.SubjectOf(entry) == name)];
            if (last is null || own.Length > 0)
                return own;

            after = last;
        }
    }
}
