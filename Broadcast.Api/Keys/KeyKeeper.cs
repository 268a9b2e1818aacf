using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Keys;

/// <summary>
/// Replaces signing keys that have reached <see cref="KeysOptions.Age"/>, and removes what is over: private keys that no longer sign, and
/// keys that nobody needs to verify with.
/// </summary>
internal sealed class KeyKeeper : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly KeyRotation _rotation;
    private readonly IReadOnlyList<SigningPurpose> _purposes;
    private readonly IOptions<KeysOptions> _options;
    private readonly TimeProvider _time;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;

    public KeyKeeper(
        IDbContextFactory<FestivalDb> databases, ILeases leases, KeyRotation rotation, IEnumerable<SigningPurpose> purposes, IOptions<KeysOptions> options, ApiMeter meter,
        TimeProvider time, ILogger<KeyKeeper> logger)
    {
        (_databases, _leases, _rotation, _purposes, _options, _time) = (databases, leases, rotation, [.. purposes], options, time);
        _guard = new LoopGuard(logger, time);
        _faults = meter.Counter("livefestival.api.keys.faults", "Times that the signing keys could not be looked after.");
    }

    public async Task KeepAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        foreach (var purpose in _purposes)
        {
            var newest = await database.SigningKeys.AsNoTracking().Where(key => key.Purpose == purpose.Name).MaxAsync(key => (DateTimeOffset?)key.SignsFrom, cancellation);
            if (newest + _options.Value.Age <= now)
                // Refused when an operator has just done it.
                _ = await _rotation.RotateAsync(database, purpose, cancellation);
        }

        var replaced = now - KeyRotation.Slack;
        await using var transaction = await database.JoinAsync(cancellation);
        await database.SigningKeys.Where(key => key.SignsUntil <= replaced && key.Private != null)
            .ExecuteUpdateAsync(key => key.SetProperty(row => row.Private, (byte[]?)null), cancellation);
        await database.SigningKeys.Where(key => key.PublishedUntil <= now).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            if (!await _guard.TryAsync("Looking after the signing keys", () => TurnAsync(stoppingToken), stoppingToken))
                _faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TurnAsync(CancellationToken cancellation) => await _leases.UnderAsync("keys", _ => KeepAsync(cancellation), cancellation);
}
