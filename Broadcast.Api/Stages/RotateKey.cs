using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>Gives a stage a new stream key. The old key is invalid from the commit on.</summary>
internal sealed record RotateKey(Actor By, StageId Stage) : IRequest<Result<RotatedKey>>;

/// <param name="Key">The new key.</param>
/// <param name="OldDigest">The digest of the key that it replaced.</param>
internal sealed record RotatedKey(StreamKey Key, string OldDigest);

internal sealed class RotateKeyHandler(FestivalDb database, TimeProvider time) : IRequestHandler<RotateKey, Result<RotatedKey>>
{
    public async Task<Result<RotatedKey>> Handle(RotateKey request, CancellationToken cancellationToken)
    {
        if (!request.By.MayOperate())
            return AccessErrors.Forbidden;

        await using var transaction = await database.BeginTurnAsync($"stage:{request.Stage}", cancellationToken);
        var stage = await database.Stages.SingleOrDefaultAsync(stage => stage.Id == request.Stage, cancellationToken);
        if (stage is null)
            return UnknownErrors.Stage.With($"There is no stage '{request.Stage}'.");

        var key = StreamKey.Make();
        var old = stage.KeyDigest;
        stage.KeyDigest = key.Digest;
        stage.KeyMadeAt = time.GetUtcNow();
        stage.KeyMadeBy = request.By.Author;
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RotatedKey(key, old);
    }
}
