using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>Gives a stage a new stream key. The old one is worth nothing from the commit on.</summary>
internal sealed record RotateKey(StageId Stage) : IRequest<Result<RotatedKey>>;

/// <param name="Key">The new key.</param>
/// <param name="OldDigest">The digest of the one that it replaced.</param>
internal sealed record RotatedKey(StreamKey Key, string OldDigest);

internal sealed class RotateKeyHandler(FestivalDb database, TimeProvider time) : IRequestHandler<RotateKey, Result<RotatedKey>>
{
    public async Task<Result<RotatedKey>> Handle(RotateKey request, CancellationToken cancellationToken)
    {
        var stage = await database.Stages.SingleOrDefaultAsync(stage => stage.Id == request.Stage, cancellationToken);
        if (stage is null)
            return StageErrors.Unknown(request.Stage);

        var key = StreamKey.Make();
        var old = stage.KeyDigest;
        stage.KeyDigest = key.Digest;
        stage.KeyMadeAt = time.GetUtcNow();
        await database.SaveChangesAsync(cancellationToken);
        return new RotatedKey(key, old);
    }
}
