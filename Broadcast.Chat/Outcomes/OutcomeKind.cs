using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>A kind of outcomes that this process keeps. A kind for which no feature registered a handler is unknown to it.</summary>
internal abstract class OutcomeKind
{
    /// <summary>As in <see cref="OutcomeStream.Kind"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Returns when the outcome is kept. Throws when it must be handed out again, also when what it names is gone.</summary>
    public abstract Task KeepAsync(RoomId room, StreamEntry entry, Lease lease, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class OutcomeKind<TOutcome>(IOutcomeSource<TOutcome> source, IServiceScopeFactory scopes) : OutcomeKind
    where TOutcome : RoomOutcome
{
    public override string Name => source.Kind;

    public override async Task KeepAsync(RoomId room, StreamEntry entry, Lease lease, CancellationToken cancellation)
    {
        // Of what is gone nothing can be kept, and an acknowledgement would end it without a trace: it stays, with the alarm.
        if (await source.ReadAsync(room, entry) is not { } outcome)
            throw new InvalidDataException($"Room {room}: what the outcome {Name} {OutcomeStream.SubjectOf(entry)} ({entry.Id}) names is gone: it stays.");

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOutcomeHandler<TOutcome>>().HandleAsync(outcome, lease, cancellation);
    }
}
