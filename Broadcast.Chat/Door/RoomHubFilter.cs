using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Door;

/// <summary>
/// Applies to every hub call: refuses calls that are too frequent or whose token has ended, and gives every failure a stable code. The
/// only place where errors become hub errors.
/// </summary>
internal sealed partial class RoomHubFilter(RevokedSessions revoked, ChatMetrics metrics, ILogger<RoomHubFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            var connection = (RoomConnection)invocationContext.Context.Items[typeof(RoomConnection)]!;
            if (!connection.Calls.TryAcquire())
            {
                // A client that goes on although every call is refused is not one of ours: close its connection.
                if (!connection.Excess.TryAcquire() && connection.Close())
                    metrics.FloodsClosed.Add(1);
                throw new RefusedException(RoomErrors.TooFast);
            }

            if (revoked.HasEnded(connection.Caller))
            {
                invocationContext.Context.Abort();
                throw new RefusedException(AccessErrors.Required);
            }

            return await next(invocationContext);
        }
        catch (RefusedException refused)
        {
            throw Refuse(refused.Error);
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            throw Refuse(RoomFailure.Of(exception)!);
        }
        catch (Exception exception) when (exception is not (HubException or OperationCanceledException))
        {
            Failed(logger, invocationContext.HubMethodName, exception);
            throw Refuse(RequestErrors.Unexpected);
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

/// <summary>Carries an expected failure out of a hub method, whose return type cannot hold it.</summary>
internal sealed class RefusedException(Error error) : Exception(error.Message)
{
    public Error Error { get; } = error;
}
