using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Sources;
using MediatR;

namespace Broadcast.Ingest.Playout;

/// <summary>A stage's key was rotated: its publisher must come again, with the new one. By an order.</summary>
internal sealed record DropSource(StageId Stage) : IRequest<Result<PlayoutReply>>;

internal sealed class DropSourceHandler(FactsReader facts, StageRegistry stages) : IRequestHandler<DropSource, Result<PlayoutReply>>
{
    public Task<Result<PlayoutReply>> Handle(DropSource request, CancellationToken cancellationToken) => Task.FromResult(Drop(request.Stage));

    private Result<PlayoutReply> Drop(StageId stage)
    {
        if (facts.Current.Stage(stage) is null)
            return PlayoutErrors.StageUnknown;

        // Also when the facts with the new key have not come yet.
        stages.Source(stage).DropPublisher("key-rotated");
        return new PlayoutReply();
    }
}
