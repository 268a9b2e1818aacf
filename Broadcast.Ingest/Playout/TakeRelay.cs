using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Ingest.Channels;
using MediatR;

namespace Broadcast.Ingest.Playout;

/// <summary>Cut a relay to a stage now. From operators, by HTTP or an order.</summary>
internal sealed record TakeRelay(ChannelId Channel, StageId Stage, StageId? ExpectedCurrent) : IRequest<Result<PlayoutReply>>;

internal sealed class TakeRelayHandler(ChannelRegistry channels) : IRequestHandler<TakeRelay, Result<PlayoutReply>>
{
    public Task<Result<PlayoutReply>> Handle(TakeRelay request, CancellationToken cancellationToken) => Task.FromResult(Take(request));

    private Result<PlayoutReply> Take(TakeRelay request)
    {
        if (channels.Relay(request.Channel.Value) is not { } relay)
            return channels.Stage(request.Channel.Value) is null ? PlayoutErrors.ChannelUnknown : PlayoutErrors.NotARelay;
        return channels.Stage(request.Stage.Value) is null ? PlayoutErrors.StageUnknown : relay.TakeNow(request.Stage, request.ExpectedCurrent);
    }
}
