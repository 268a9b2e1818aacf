using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Stages;

/// <summary>Gives a stage a new stream key. The old one is worth nothing from the commit on.</summary>
internal sealed record RotateKey(StageId Stage) : IRequest<Result<StreamKey>>;

internal sealed class RotateKeyHandler(FestivalDb database, TimeProvider time) : IRequestHandler<RotateKey, Result<StreamKey>>
{
    public async Task<Result<StreamKey>> Handle(RotateKey request, CancellationToken cancellationToken)
    {
        var stage = await database.Stages.SingleOrDefaultAsync(stage => stage.Id == request.Stage, cancellationToken);
        if (stage is null)
            return StageErrors.Unknown(request.Stage);

        var key = StreamKey.Make();
        stage.KeyDigest = key.Digest;
        stage.KeyMadeAt = time.GetUtcNow();
        await database.SaveChangesAsync(cancellationToken);
        return key;
    }
}
