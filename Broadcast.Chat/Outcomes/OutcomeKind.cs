using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>A kind of outcomes that this process keeps. A kind for which no feature registered a handler is unknown to it.</summary>
internal abstract partial class OutcomeKind : IDisposable
{
    /// <summary>Outcomes of a kind that a process keeps at the same time, in all rooms together.</summary>
    private const int MostAtOnce = 8;

    /// <summary>As in <see cref="OutcomeStream.Kind"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Each is a place to keep one outcome in.</summary>
    public SemaphoreSlim Permits { get; } = new(MostAtOnce);

    /// <summary>Returns when the outcome is kept, or what it names is gone for good. Throws when it must be handed out again.</summary>
    public abstract Task KeepAsync(RoomId room, StreamEntry entry, CancellationToken cancellation);

    public void Dispose()
    {
        Permits.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(EventName = nameof(Lost), Level = LogLevel.Warning, Message = "Room {Room}: the outcome {Kind} {Id} points to nothing any more")]
    protected static partial void Lost(ILogger logger, RoomId room, string kind, string id);
}

/// <inheritdoc/>
internal sealed class OutcomeKind<TOutcome>(IOutcomeSource<TOutcome> source, IServiceScopeFactory scopes, ILogger<OutcomeKind<TOutcome>> logger)
    : OutcomeKind where TOutcome : RoomOutcome
{
    public override string Name => source.Kind;

    public override async Task KeepAsync(RoomId room, StreamEntry entry, CancellationToken cancellation)
    {
        if (await source.ReadAsync(room, entry) is not { } outcome)
        {
            Lost(logger, room, Name, (string)entry.Id!);
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOutcomeHandler<TOutcome>>().HandleAsync(outcome, cancellation);
    }
}
