using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Door;

/// <summary>Answers HTTP calls with <c>room.paused</c> while Redis is away, as the hub does.</summary>
internal sealed class RedisAwayFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return RoomErrors.Paused.ToProblem();
        }
    }
}
