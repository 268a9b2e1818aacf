using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Idempotency;

/// <summary>
/// Makes a call that is sent again with its <c>Idempotency-Key</c> have one effect and the same answer. Comes behind authorization and before
/// everything else that may refuse. The record is the first row of the transaction in which the handler makes its changes: a call is done
/// and known to be done, or neither, also when the process is killed. Refusals take everything back and are decided anew.
/// </summary>
internal sealed class IdempotentCalls(RequestDelegate next, RunningCalls running, TimeProvider time)
{
    private const string Pause = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        var rule = context.GetEndpoint()?.Metadata.GetMetadata<IdempotencyRule>();
        if (rule is null || CallerName.Of(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        var header = context.Request.Headers[IdempotencyKey.Header];
        if (header.Count == 0)
            await (rule.Required ? RefuseAsync(context, IdempotencyErrors.Missing) : next(context));
        else if (IdempotencyKey.Read(header) is not { } key)
            await RefuseAsync(context, IdempotencyErrors.Malformed);
        else
            await OnceAsync(context, rule, key.IdOf(caller, context.Request), await key.DigestAsync(context.Request, context.RequestAborted));
    }

    private async Task OnceAsync(HttpContext context, IdempotencyRule rule, string id, string request)
    {
        var database = context.RequestServices.GetRequiredService<FestivalDb>();
        if (await TryReplayAsync(context, database, id, request))
            return;
        if (!running.TryBegin(id))
        {
            await StillRunningAsync(context);
            return;
        }

        try
        {
            await RunAsync(context, rule, database, id, request);
        }
        finally
        {
            running.End(id);
        }
    }

    private async Task RunAsync(HttpContext context, IdempotencyRule rule, FestivalDb database, string id, string request)
    {
        var cancellation = context.RequestAborted;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (!await TryAddAsync(database, id, request, cancellation))
        {
            // It was committed after the look for it. One that is not there any more has been taken back: nothing was done yet.
            await transaction.RollbackAsync(cancellation);
            if (!await TryReplayAsync(context, database, id, request))
                await StillRunningAsync(context);
            return;
        }

        var answer = await KeptAnswer.TakeAsync(context, next);
        if (answer.HadEffect)
        {
            await KeepAsync(database, id, answer, isKept: !rule.Secret && answer.Fits, cancellation);
            await transaction.CommitAsync(cancellation);
            await context.RequestServices.GetRequiredService<AfterCommit>().CommittedAsync(cancellation);
        }
        else
        {
            await transaction.RollbackAsync(cancellation);
        }

        await answer.SendAsync(context);
    }

    /// <summary>True when the call has been answered: it was made before.</summary>
    private async Task<bool> TryReplayAsync(HttpContext context, FestivalDb database, string id, string request)
    {
        var oldest = time.GetUtcNow() - IdempotencyRecord.Kept;
        var known = await database.IdempotencyRecords.AsNoTracking().SingleOrDefaultAsync(record => record.Id == id && record.At > oldest, context.RequestAborted);
        if (known is null)
            return false;

        await (known switch
        {
            _ when known.Request != request => RefuseAsync(context, IdempotencyErrors.Mismatch),
            { Body: null } => RefuseAsync(context, IdempotencyErrors.NotReplayed),
            { Body: { } body } => new KeptAnswer(known.Status, known.ContentType, known.Location, body).ReplayAsync(context),
        });
        return true;
    }

    /// <summary>Adds the row that makes a second call wait, and then see it; false when there is one.</summary>
    private async Task<bool> TryAddAsync(FestivalDb database, string id, string request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var oldest = now - IdempotencyRecord.Kept;
        await database.IdempotencyRecords.Where(record => record.Id == id && record.At <= oldest).ExecuteDeleteAsync(cancellation);
        var added = database.Add(new IdempotencyRecord { Id = id, Request = request, At = now });
        var isNew = await database.SaveUnlessTakenAsync<IdempotencyRecord>(cancellation);
        // The handler finds the context as it would without a key.
        added.State = EntityState.Detached;
        return isNew;
    }

    private static Task<int> KeepAsync(FestivalDb database, string id, KeptAnswer answer, bool isKept, CancellationToken cancellation) =>
        database.IdempotencyRecords.Where(record => record.Id == id).ExecuteUpdateAsync(record => record
            .SetProperty(kept => kept.Status, answer.Status)
            .SetProperty(kept => kept.ContentType, isKept ? answer.ContentType : null)
            .SetProperty(kept => kept.Location, isKept ? answer.Location : null)
            .SetProperty(kept => kept.Body, isKept ? answer.Body : null), cancellation);

    private static Task StillRunningAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = Pause;
        return RefuseAsync(context, IdempotencyErrors.InFlight);
    }

    private static Task RefuseAsync(HttpContext context, Error error) => error.ToProblem().ExecuteAsync(context);
}
