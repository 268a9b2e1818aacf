using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Tokens;
using MediatR;

namespace Broadcast.Chat.Pins;

/// <summary>Ends a stage's pin; there may be none.</summary>
internal sealed record UnpinProduct(Caller Caller, StageId Stage) : IRequest<Result<Done>>;

internal sealed class UnpinProductHandler(PinStore pins, ShowTime showTime) : IRequestHandler<UnpinProduct, Result<Done>>
{
    public async Task<Result<Done>> Handle(UnpinProduct request, CancellationToken cancellationToken)
    {
        if (!request.Caller.MayActFor(request.Stage))
            return RoomErrors.Forbidden;

        // Only the pin that was seen is ended; if another took its place meanwhile, that one is looked at again.
        while (await pins.CurrentAsync(request.Stage) is { } pin)
        {
            var unpinned = new ProductUnpinned { Pin = pin, Stage = request.Stage };
            if (await pins.UnpinAsync(unpinned, await showTime.OfAsync(request.Stage), Author.Of(request.Caller)) > 0)
                break;
        }

        return new Done();
    }
}
