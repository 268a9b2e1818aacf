using System.Collections.Concurrent;
using System.Security.Cryptography;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Data.Leases;

/// <summary>
/// The leases of this process: takes what is free of those that its features have asked for, renews them, shares them with other processes, and
/// gives all back at the end. On SQLite there is no other process, and all of them are its own at once. The clock of this process decides only
/// whether work is begun; whether what it writes counts is decided by the store (<see cref="LeaseFence"/>).
/// </summary>
internal sealed partial class LeaseKeeper(LeaseTable table, LeaseMetrics metrics, IOptions<LeaseOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger)
    : LoopService, ILeases
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _duration = options.Value.Duration;
    private readonly LoopGuard _guard = new(logger, time);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>All that was ever asked for; null for what this process does not hold. Changed in the turn.</summary>
    private readonly ConcurrentDictionary<string, LeaseHold?> _holds = new(StringComparer.Ordinal);

    /// <summary>Numbers that stores have seen which this database does not know.</summary>
    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    private long? _renewedAt;
    private bool _ended;

    /// <summary>This process in the table: where to look for it, and what makes it another one after a restart.</summary>
    public string Holder { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private TimeSpan Interval => _duration / 4 < Longest ? _duration / 4 : Longest;

    public async Task<bool> UnderAsync(string name, Func<Lease, Task> work, CancellationToken cancellation)
    {
        if (await HoldAsync(name, cancellation) is not { } hold || !hold.TryEnter())
            return false;

        try
        {
            // Ends with this method, for what it calls.
            LeaseHold.Current = hold;
            await work(hold.Lease);
            return true;
        }
        catch (LeaseRefusedException refused) when (refused.Lease == hold.Lease)
        {
            metrics.Refused(name, refused.Store);
            _seen.AddOrUpdate(name, refused.Seen, (_, seen) => Math.Max(seen, refused.Seen));
            Refused(logger, name, refused.Lease.Number, refused.Seen);
            hold.Lose();
            return false;
        }
        finally
        {
            hold.Leave();
        }
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Looking after the leases", () => InTurnAsync(LookAsync, stoppingToken), stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _guard.TryAsync("Giving the leases back", () => InTurnAsync(EndAsync, cancellationToken), CancellationToken.None);
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>Null while it is not known to be this process's own.</summary>
    private async Task<LeaseHold?> HoldAsync(string name, CancellationToken cancellation)
    {
        // Leases end by the time of all processes, and so does what is cleaned under them.
        if (!time.IsAgreed())
            return null;
        if (_holds.TryGetValue(name, out var hold) && (hold is null || hold.IsFresh))
            return hold;

        // Asked for the first time; or this process stood still, or a test's clock has leapt.
        await InTurnAsync(
            stop => _ended ? Task.CompletedTask : _holds.TryAdd(name, null) ? TakeAsync(name, stop) : _holds[name] is { IsFresh: false } ? LookAsync(stop) : Task.CompletedTask,
            cancellation);
        return _holds.GetValueOrDefault(name) is { IsFresh: true } own ? own : null;
    }

    private async Task InTurnAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await act(cancellation);
        }
        catch (Exception away) when (DatabaseAway.Is(away))
        {
            // What is held is held for its time; the next look tries again.
            Away(logger, away.GetBaseException().Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var wanted = _holds.Keys.ToList();
        if (wanted.Count == 0 || _ended)
            return;

        var begun = time.GetTimestamp();
        var own = _holds.Values.OfType<LeaseHold>().Where(hold => !hold.IsLost).Select(hold => hold.Lease.Name).ToList();
        var renews = own.Count > 0 && (_renewedAt is not { } at || time.GetElapsedTime(at) >= _duration / 4);
        if (renews)
            await table.RenewAsync(Holder, own, _duration, cancellation);
        var rows = await table.ReadAsync(cancellation);
        if (renews)
            _renewedAt = begun;
        var now = time.GetUtcNow();
        metrics.Seen([.. rows.Where(row => !row.IsFree(now))]);
        foreach (var name in own)
        {
            if (rows.FirstOrDefault(row => row.Name == name) is not { } row || row.Holder != Holder || row.Number != _holds[name]!.Lease.Number)
                _holds[name]!.Lose();
            else if (renews)
                _holds[name]!.Renewed(begun);
        }

        await ShareAsync(LeaseShare.Of(rows, wanted, Holder, now), cancellation);
    }

    private async Task ShareAsync(LeaseShare share, CancellationToken cancellation)
    {
        var lost = _holds.Values.OfType<LeaseHold>().Where(hold => hold.IsLost).Select(hold => hold.Lease).ToList();
        foreach (var (name, number) in lost)
        {
            Lost(logger, name, number);
            metrics.Lost(name);
            _holds[name] = null;
        }

        // Also what is still this process's own here, and was refused elsewhere: with a greater number it is accepted.
        foreach (var name in share.Take.Union(lost.Select(lease => lease.Name), StringComparer.Ordinal))
            if (_holds[name] is null)
                await TakeAsync(name, cancellation);
        foreach (var name in share.GiveBack)
            if (_holds[name] is { } hold && hold.TryClose())
                await GiveBackAsync(hold, cancellation);
        foreach (var row in share.Ask)
            await table.AskAsync(row, Holder, cancellation);
    }

    private async Task TakeAsync(string name, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        if (await table.TakeAsync(name, Holder, _duration, _seen.GetValueOrDefault(name), cancellation) is not { } number)
            return;

        _holds[name] = new LeaseHold(name, Holder, number, _duration, time, begun);
        Taken(logger, name, number);
    }

    private async Task GiveBackAsync(LeaseHold hold, CancellationToken cancellation)
    {
        var (name, number) = hold.Lease;
        await table.GiveBackAsync(name, Holder, number, cancellation);
        hold.Lose();
        _holds[name] = null;
        GivenBack(logger, name, number);
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        _ended = true;
        foreach (var hold in _holds.Values.OfType<LeaseHold>().Where(hold => !hold.IsLost).ToList())
            await GiveBackAsync(hold, cancellation);
    }

    [LoggerMessage(EventName = nameof(Taken), Level = LogLevel.Information, Message = "This process has the lease {Lease}, number {Number}")]
    private static partial void Taken(ILogger logger, string lease, long number);

    [LoggerMessage(EventName = nameof(GivenBack), Level = LogLevel.Information, Message = "The lease {Lease}, number {Number}, is given back")]
    private static partial void GivenBack(ILogger logger, string lease, long number);

    [LoggerMessage(EventName = nameof(Lost), Level = LogLevel.Warning, Message = "The lease {Lease}, number {Number}, is lost: this process stood still, or was cut off, for longer than Leases:Duration, or a backup was restored")]
    private static partial void Lost(ILogger logger, string lease, long number);

    /// <summary>Each write; that the lease is lost is told once, by <see cref="Lost"/>.</summary>
    [LoggerMessage(EventName = nameof(Refused), Level = LogLevel.Debug, Message = "A write under the lease {Lease}, number {Number}, is refused (seen: {Seen}); another process does the work")]
    private static partial void Refused(ILogger logger, string lease, long number, long seen);

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Debug, Message = "The leases were not looked after: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}
