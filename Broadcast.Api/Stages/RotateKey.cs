using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using MediatR;

namespace Broadcast.Api.Stages;

/// <summary>Gives a stage a new stream key. The old key is invalid from the commit on.</summary>
internal sealed record RotateKey(Actor By, StageId Stage) : IRequest<Result<RotatedKey>>;

/// <param name="Key">The new key.</param>
/// <param name="OldDigest">The digest of the key that it replaced.</param>
internal sealed record RotatedKey(StreamKey Key, string OldDigest);

internal sealed class RotateKeyHandler(FestivalDb database, AuditBook audit, TimeProvider time) : IRequestHandler<RotateKey, Result<RotatedKey>>
{
    public async Task<Result<RotatedKey>> Handle(RotateKey request, CancellationToken cancellationToken)
    {
        if (!request.By.MayOperate())
            return AccessErrors.Forbidden;

        await using var held = await HeldStage.OfAsync(database, request.Stage, cancellationToken);
        if (held is not { Stage: { } stage })
            return UnknownErrors.Stage.With($"There is no stage '{request.Stage}'.");
        if (stage.RetiredAt is not null)
            return StageErrors.Retired;

        var key = StreamKey.Make();
        var (old, madeAt) = (stage.KeyDigest, stage.KeyMadeAt);
        stage.KeyDigest = key.Digest;
        stage.KeyMadeAt = time.GetUtcNow();
        stage.KeyMadeBy = request.By.Author;
        await database.SaveChangesAsync(cancellationToken);
        await audit.NoteAsync(request.By.Author, AuditThings.Key, stage.Id.Value, new { MadeAt = madeAt }, new { MadeAt = stage.KeyMadeAt }, cancellationToken);
        await held.CommitAsync(cancellationToken);
        return new RotatedKey(key, old);
    }
}
