using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// The outcomes of one kind in one room: reads the stream, and hands out what its <see cref="OutcomeQueue"/> says, so that a subject that
/// hangs or fails holds up no other, and a room none of another. <see cref="RoundAsync"/> is called by one loop; the handing out runs beside it.
/// All of it under the lease on the kind, which one process has: what the handler commits, and what is removed here, is refused once another has it.
/// </summary>
internal sealed class OutcomeLane(
    RoomId room, OutcomeKind kind, OutcomeInbox inbox, ILeases leases, OutcomeMetrics metrics, LoopGuard guard, RoomOptions options, TimeProvider time)
{
    private const string Start = "0-0";

    /// <summary>A look from the beginning finds what a server with another clock wrote before our position, after a failover.</summary>
    private static readonly TimeSpan FullLook = TimeSpan.FromSeconds(10);

    private readonly string _lease = $"outcomes.{kind.Name}";
    private readonly OutcomeQueue _queue = new(options.OutcomePlaces, options.OutcomeRetry, time);
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private string _after = Start;
    private long _lookedAt = time.GetTimestamp();

    /// <summary>Reads what is new to the end of the stream, and begins to hand out what may be; nothing while another process has the lease.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        if (!await leases.UnderAsync(_lease, lease => ReadAsync(lease, stop), stop))
            Forget();
    }

    /// <summary>Nothing waits here, or another process hands it out: the next round begins from nothing.</summary>
    public void Forget()
    {
        _queue.Forget();
        _after = Start;
    }

    /// <summary>Waits until nothing is handed out any more; the caller has cancelled it.</summary>
    public Task EndAsync()
    {
        lock (_gate)
            return Task.WhenAll([.. _running]);
    }

    private async Task ReadAsync(Lease lease, CancellationToken stop)
    {
        if (time.GetElapsedTime(_lookedAt) >= FullLook)
            (_after, _lookedAt) = (Start, time.GetTimestamp());
        while (true)
        {
            var (last, entries) = await inbox.TakeAsync(room, kind.Name, lease, _after);

            // All of a page before the position moves: an outcome behind the position is known, or kept.
            foreach (var entry in entries)
                _queue.Add(OutcomeStream.SubjectOf(entry), OutcomeId.Parse(entry.Id));
            HandOut(stop);
            if (last is null)
                return;

            _after = last;
        }
    }

    private void HandOut(CancellationToken stop)
    {
        lock (_gate)
        {
            while (!stop.IsCancellationRequested && _queue.Next() is { } turn)
            {
                var task = Task.Run(() => HandOutAsync(turn, stop), CancellationToken.None);
                _running.Add(task);
                _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private void Ended(Task task)
    {
        lock (_gate)
            _running.Remove(task);
    }

    private async Task HandOutAsync(OutcomeTurn turn, CancellationToken stop)
    {
        try
        {
            var ours = true;
            var kept = await guard.TryAsync(
                $"Keeping outcomes of the kind {kind.Name}", async () => ours = await leases.UnderAsync(_lease, lease => KeepAsync(turn.Id, lease, stop), stop), stop);
            if (!kept && ours)
                metrics.Failed(kind.Name);
            _queue.End(turn, kept);
            HandOut(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The lane ends. What is not acknowledged comes again, here or in another process.
        }
    }

    private async Task KeepAsync(OutcomeId id, Lease lease, CancellationToken stop)
    {
        if (await inbox.ReadAsync(room, id) is not { } entry)
            return; // Another process kept it.

        using var late = new CancellationTokenSource(options.OutcomePatience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        await kind.KeepAsync(room, entry, lease, patience.Token).WaitAsync(patience.Token);
        await inbox.AcknowledgeAsync(room, lease, entry.Id);
    }
}
