using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR;

namespace Broadcast.Chat.Door;

/// <summary>
/// Applies to every hub call: refuses calls that are too frequent or whose token has ended, and gives every failure a stable code. The
/// only place where errors become hub errors, and where the hub's failures are logged: what a client caused is counted and noted in
/// <see cref="RefusalLog"/>, everything else is an error of ours.
/// </summary>
internal sealed partial class RoomHubFilter(RevokedSessions revoked, ChatMetrics metrics, RefusalLog refusals, ILogger<RoomHubFilter> logger) : IHubFilter
{
    private const string Door = "The hub";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = Connection(invocationContext.Context);
        try
        {
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
            throw Refuse(connection, refused.Error);
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            throw Refuse(connection, RoomFailure.Of(exception)!);
        }
        catch (OperationCanceledException cancelled) when (!invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            // Nobody left: a wait of ours was cut off.
            Failed(logger, invocationContext.HubMethodName, cancelled);
            throw;
        }
        catch (Exception exception) when (exception is not (HubException or OperationCanceledException))
        {
            Failed(logger, invocationContext.HubMethodName, exception);
            throw Refuse(connection, RequestErrors.Unexpected);
        }
    }

    /// <summary>Called once for every connection that ends, with the exception that ended it.</summary>
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (exception is InvalidDataException)
        {
            // The client sent what is no message of the protocol.
            Count(CallErrors.Malformed.Code);
            refusals.Note(Connection(context.Context).Address, Door, CallErrors.Malformed.Code);
        }
        else if (exception is not (null or OperationCanceledException or IOException))
        {
            Broken(logger, exception);
        }

        return next(context, exception);
    }

    private static RoomConnection Connection(HubCallerContext context) => (RoomConnection)context.Items[typeof(RoomConnection)]!;

    private HubException Refuse(RoomConnection connection, Error error)
    {
        Count(error.Code);
        refusals.Note(connection.Address, Door, error.Code);
        return new HubException($"{error.Code}: {error.Message}");
    }

    private void Count(string code) => metrics.Refused.Add(1, new KeyValuePair<string, object?>("code", code));

    [LoggerMessage(Level = LogLevel.Error, Message = "The hub call {Method} failed")]
    private static partial void Failed(ILogger logger, string method, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection of the hub failed")]
    private static partial void Broken(ILogger logger, Exception exception);
}

/// <summary>Carries an expected failure out of a hub method, whose return type cannot hold it.</summary>
internal sealed class RefusedException(Error error) : Exception(error.Message)
{
    public Error Error { get; } = error;
}
