using Broadcast.Chat.Errors;
using Broadcast.Chat.Redis;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>Says over HTTP what the hub says while Redis is away: the room is paused.</summary>
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
