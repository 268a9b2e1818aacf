using System.Security.Cryptography;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Simulcast;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Simulcast;

/// <summary>Makes, changes and removes targets. Ingest learns of it with the facts.</summary>
internal sealed class PushTargetWriter(FestivalDb database, PushTargetKeys keys, AuditBook audit, TimeProvider time)
{
    public async Task<Results<Created<PushTargetView>, ProblemHttpResult>> MakeAsync(NewPushTarget body, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(PushTarget.Turn, cancellation);
        var faults = body.Read(out var fields);
        await CheckChannelAsync(faults, fields.Channel, present: null, cancellation);
        if (faults.Any)
            return faults.On(PushTargetErrors.Malformed).ToProblem();
        if (await database.PushTargets.CountAsync(cancellation) >= PushTarget.Most)
            return PushTargetErrors.Full.ToProblem();

        var id = $"t-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var target = new PushTarget
        {
            Id = id,
            Channel = fields.Channel,
            Name = fields.Name,
            Server = fields.Server,
            Key = keys.Seal(id, fields.Key!),
            KeySetAt = time.GetUtcNow(),
            On = body.On ?? true,
        };
        database.Add(target);
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Simulcast, id, before: null, PushTargetView.OfAudit(target), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created("/api/v1/simulcast/targets", PushTargetView.Of(target, keys));
    }

    public async Task<Results<Ok<PushTargetView>, ProblemHttpResult>> PutAsync(string id, PushTargetPut body, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(PushTarget.Turn, cancellation);
        if (await database.PushTargets.SingleOrDefaultAsync(target => target.Id == id, cancellation) is not { } target)
            return SimulcastErrors.TargetUnknown.ToProblem();
        var faults = body.Read(target, keys.Open(target), out var fields);
        await CheckChannelAsync(faults, fields.Channel, target.Channel, cancellation);
        if (faults.Any)
            return faults.On(PushTargetErrors.Malformed).ToProblem();
        if (body.Revision != target.Revision)
            return PushTargetErrors.Conflict(target.Revision).ToProblem(("target", PushTargetView.Of(target, keys)));

        var before = PushTargetView.OfAudit(target);
        (target.Channel, target.Name, target.Server, target.On) = (fields.Channel, fields.Name, fields.Server, body.On!.Value);
        // The same key once more is no change: the push is not begun anew for it.
        if (fields.Key is { } key && key != keys.Open(target))
            (target.Key, target.KeySetAt) = (keys.Seal(id, key), time.GetUtcNow());
        if (database.ChangeTracker.HasChanges())
            target.Revision++;
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Simulcast, id, before, PushTargetView.OfAudit(target), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(PushTargetView.Of(target, keys));
    }

    /// <summary>Null when it is gone.</summary>
    public async Task<Error?> RemoveAsync(string id, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(PushTarget.Turn, cancellation);
        if (await database.PushTargets.SingleOrDefaultAsync(target => target.Id == id, cancellation) is not { } target)
            return SimulcastErrors.TargetUnknown;

        database.Remove(target);
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Simulcast, id, PushTargetView.OfAudit(target), after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>A target may stay with a channel that was retired, and may not come to one.</summary>
    private async Task CheckChannelAsync(FieldFaults faults, ChannelId channel, ChannelId? present, CancellationToken cancellation)
    {
        if (!faults.Any && channel != present && !(await database.OfferedChannelsAsync(cancellation)).Contains(channel))
            faults.Add("channel", Faults.Unknown, $"'channel': there is no festival and no stage '{channel}' that is offered.");
    }
}
