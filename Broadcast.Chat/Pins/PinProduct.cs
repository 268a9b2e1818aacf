using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Tokens;
using MediatR;

namespace Broadcast.Chat.Pins;

/// <summary>Shows a product of the catalogue on a stage.</summary>
internal sealed record PinProduct(Caller Caller, StageId Stage, ProductId Product, string? Id) : IRequest<Result<Appended>>;

internal sealed class PinProductHandler(PinStore pins, FactsReader facts, ShowTime showTime) : IRequestHandler<PinProduct, Result<Appended>>
{
    public async Task<Result<Appended>> Handle(PinProduct request, CancellationToken cancellationToken)
    {
        if (!request.Caller.MayActFor(request.Stage))
            return RoomErrors.Forbidden;
        if (facts.Current.Product(request.Product) is not { } product)
            return PinErrors.ProductUnknown;
        var once = Once.Of(request.Caller, request.Id);
        if (once.Failed)
            return once.Error;

        var pinned = new ProductPinned { Pin = Unique.Pin(request.Stage), Stage = request.Stage, Product = product };
        var offset = await pins.PinAsync(pinned, await showTime.OfAsync(request.Stage), Author.Of(request.Caller), once.Value);
        return new Appended { Offset = offset };
    }
}
