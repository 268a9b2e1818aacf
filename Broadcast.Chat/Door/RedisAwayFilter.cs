using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Door;

/// <summary>Answers HTTP calls with <c>room.paused</c> while Redis is away, and with <c>outcomes.full</c>, as the hub does.</summary>
internal sealed class RedisAwayFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return RoomFailure.Of(exception)!.ToProblem();
        }
    }
}
