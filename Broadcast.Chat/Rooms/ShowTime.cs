using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.State;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

/// <summary>The channel time at which the picture shows what an anchor does now.</summary>
internal sealed class ShowTime(LiveState state, IOptions<RoomOptions> options, TimeProvider time)
{
    /// <summary>
    /// Channel time in Unix milliseconds: the stage's head, extrapolated to now, plus <c>Rooms:ActionDelay</c>. Without a source: now.
    /// </summary>
    public async Task<long> OfAsync(StageId stage)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await state.StageAsync(stage) is { Live: true, Head: { } head, At: var at }
            ? head + (now - at) + (long)options.Value.ActionDelay.TotalMilliseconds
            : now;
    }
}
