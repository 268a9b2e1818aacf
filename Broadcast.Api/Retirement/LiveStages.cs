using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Retirement;

/// <summary>
/// Tells what Redis says of stages: what relays show, and the questions and polls of their rooms. Asked before the turn in which they are retired,
/// so that nobody who writes waits for Redis. What changes until the facts arrive is mended there: a relay gives up a stage that is gone.
/// </summary>
internal sealed class LiveStages(FestivalDb database, LiveState state, IOpenWindows rooms)
{
    /// <summary>Throws Redis' exceptions while it is away.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="whole">Their festival, when all of it is to be retired: its own relay counts then, whatever it shows.</param>
    /// <param name="cancellation">Ends reading the database.</param>
    public async Task<LiveStagesSeen> LookAsync(IReadOnlyList<StageId> stages, FestivalId? whole, CancellationToken cancellation)
    {
        // A relay may have been given a stage of another festival.
        var festivals = await database.Festivals.AsNoTracking().Where(festival => festival.RetiredAt == null).Select(festival => festival.Id).ToListAsync(cancellation);
        var relays = Task.WhenAll(festivals.Select(festival => state.RelayAsync(ChannelId.Parse(festival.Value))));
        var open = Task.WhenAll(stages.Select(rooms.AnyAsync));
        return new LiveStagesSeen(
            (await relays).Zip(festivals).Any(relay => Shown(relay.First).Any(stage => relay.Second == whole || stages.Contains(stage))),
            (await open).Contains(true));
    }

    /// <summary>What is on air, and what is to be, by hand, once its picture is there.</summary>
    private static IEnumerable<StageId> Shown(RelayState? relay)
    {
        if (relay?.OnAir is { } stage)
            yield return stage;
        if (relay?.ByHand?.Stage is { } taken)
            yield return taken;
    }
}

/// <param name="OnAir">A relay shows one of the stages.</param>
/// <param name="Open">A question or a poll of one of them is not over.</param>
internal sealed record LiveStagesSeen(bool OnAir, bool Open);
