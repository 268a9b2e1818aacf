using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Sources;
using MediatR;

namespace Broadcast.Ingest.Playout;

/// <summary>A stage's key was rotated: its publisher must come again, with the new one. By an order.</summary>
internal sealed record DropSource(StageId Stage, string? OldDigest) : IRequest<Result<PlayoutReply>>;

internal sealed class DropSourceHandler(FactsReader facts, StageRegistry stages) : IRequestHandler<DropSource, Result<PlayoutReply>>
{
    public Task<Result<PlayoutReply>> Handle(DropSource request, CancellationToken cancellationToken) => Task.FromResult(Drop(request));

    private Result<PlayoutReply> Drop(DropSource request)
    {
        if (facts.Current.Stage(request.Stage) is null)
            return PlayoutErrors.StageUnknown;

        // Also when the facts with the new key have not come yet: the encoder must not be let in again with the old one.
        if (request.OldDigest is { } old)
            stages.Withdrawn.Add(old);
        stages.Source(request.Stage).DropPublisher("key-rotated");
        return new PlayoutReply();
    }
}
