using System.Data.Common;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Api.Data.Leases;

/// <summary>
/// One holding of a lease by this process, from its taking to its end. Knows what works under it: each context that is made meanwhile
/// (<see cref="FestivalDb.Hold"/>) asks it before it commits. Any thread may call.
/// </summary>
internal sealed class LeaseHold(string name, string holder, long number, TimeSpan duration, TimeProvider time, long renewedAt)
{
    private static readonly AsyncLocal<LeaseHold?> Flow = new();
    private readonly Lock _gate = new();
    private long _renewedAt = renewedAt;
    private long? _closedAt;
    private int _inside;
    private bool _lost;

    /// <summary>Under what the present flow of calls works, and all that it begins.</summary>
    public static LeaseHold? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public Lease Lease { get; } = new(name, number);

    public bool IsLost
    {
        get
        {
            lock (_gate)
                return _lost;
        }
    }

    /// <summary>False when this process does not know whether the lease is still its own. Only begins no work: whether work counts is said by the store.</summary>
    public bool IsFresh
    {
        get
        {
            lock (_gate)
                return !_lost && time.GetElapsedTime(_renewedAt) < duration;
        }
    }

    /// <param name="at">A timestamp from before the renewal began.</param>
    public void Renewed(long at)
    {
        lock (_gate)
            _renewedAt = at;
    }

    /// <summary>Begins work; false when it is about to be given back.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            _inside += _closedAt is null ? 1 : 0;
            return _closedAt is null;
        }
    }

    public void Leave()
    {
        lock (_gate)
            _inside--;
    }

    /// <summary>
    /// Lets no more work begin; true when none runs any more. Work that goes on for longer than a lease lasts is not waited for: what it writes later is refused,
    /// and done again by the next holder.
    /// </summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            _closedAt ??= time.GetTimestamp();
            return _inside == 0 || time.GetElapsedTime(_closedAt.Value) >= duration;
        }
    }

    public void Lose()
    {
        lock (_gate)
            _lost = true;
    }

    /// <summary>
    /// Asks the database, in the transaction that is about to commit, whether it is still this holder's, and keeps everybody else from taking it until the
    /// transaction has ended.
    /// </summary>
    /// <exception cref="LeaseRefusedException">It is not.</exception>
    public async Task CheckAsync(DbTransaction transaction, FestivalDb database, CancellationToken cancellation)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        // A process that stops here is not to keep the lease from the others for longer than it lasts.
        command.CommandText = database.Locked("SELECT 1 FROM \"Leases\" WHERE \"Name\" = @name AND \"Holder\" = @holder AND \"Number\" = @number", duration);
        foreach (var (parameter, value) in (ReadOnlySpan<(string, object)>)[("@name", name), ("@holder", holder), ("@number", number)])
        {
            var own = command.CreateParameter();
            (own.ParameterName, own.Value) = (parameter, value);
            command.Parameters.Add(own);
        }

        if (await command.ExecuteScalarAsync(cancellation) is null)
            throw new LeaseRefusedException(Lease, LeaseStores.Database);
    }
}
