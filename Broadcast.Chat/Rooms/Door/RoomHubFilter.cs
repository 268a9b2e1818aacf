using Broadcast.Chat.Errors;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>
/// What holds for every hub call: not too many, only while the token holds, and failures with a stable code. The one place where errors
/// become hub errors.
/// </summary>
internal sealed partial class RoomHubFilter(RevokedSessions revoked, ChatMetrics metrics, ILogger<RoomHubFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            var connection = (RoomConnection)invocationContext.Context.Items[typeof(RoomConnection)]!;
            if (!connection.Calls.TryTake())
            {
                // Who goes on although each call is refused is no person, and not a client of ours.
                if (!connection.Excess.TryTake() && connection.Close())
                    metrics.FloodsClosed.Add(1);
                throw new RefusedException(RoomErrors.TooFast);
            }

            if (revoked.HasEnded(connection.Caller))
            {
                invocationContext.Context.Abort();
                throw new RefusedException(RoomErrors.Required);
            }

            return await next(invocationContext);
        }
        catch (RefusedException refused)
        {
            throw Refuse(refused.Error);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            throw Refuse(RoomErrors.Paused);
        }
        catch (Exception exception) when (exception is not (HubException or OperationCanceledException))
        {
            Failed(logger, invocationContext.HubMethodName, exception);
            throw Refuse(RoomErrors.Unexpected);
        }
    }

    private HubException Refuse(Error error)
    {
        metrics.Refused.Add(1, new KeyValuePair<string, object?>("code", error.Code));
        return new HubException($"{error.Code}: {error.Message}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub call {Method} failed")]
    private static partial void Failed(ILogger logger, string method, Exception exception);
}

/// <summary>Carries an expected failure out of a hub method, whose return type has no room for it.</summary>
internal sealed class RefusedException(Error error) : Exception(error.Message)
{
    public Error Error { get; } = error;
}
