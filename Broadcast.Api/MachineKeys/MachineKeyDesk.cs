using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.MachineKeys;

/// <summary>Makes, replaces and ends machine keys: for the HTTP API and for the demo.</summary>
internal sealed class MachineKeyDesk(FestivalDb database, AuditBook audit, TimeProvider time)
{
    /// <summary>Machine keys at most.</summary>
    public const int Most = 100;

    public async Task<Result<MachineKeyShown>> MakeAsync(NewMachineKey body, string by, CancellationToken cancellation)
    {
        var text = MachineKeyText.Make(MachineKeyText.NewId());
        var read = body.Read(text, time.GetUtcNow(), by);
        if (read.Failed)
            return read.Error;

        await using var transaction = await database.BeginTurnAsync("machine-keys", cancellation);
        if (await database.MachineKeys.CountAsync(cancellation) >= Most)
            return MachineKeyErrors.Full;

        database.Add(read.Value);
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(read.Value.Id, before: null, ViewOf(read.Value), cancellation);
        await transaction.CommitAsync(cancellation);
        return new MachineKeyShown(read.Value.Id, text.Text, OldUntil: null);
    }

    public async Task<Result<MachineKeyShown>> RotateAsync(string id, TimeSpan overlap, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync($"machine-key:{id}", cancellation);
        if (await database.MachineKeys.SingleOrDefaultAsync(key => key.Id == id, cancellation) is not { } key)
            return MachineKeyErrors.Unknown;

        var (text, before) = (MachineKeyText.Make(id), ViewOf(key));
        key.Rotate(text.Digest, time.GetUtcNow(), overlap);
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(id, before, ViewOf(key), cancellation);
        await transaction.CommitAsync(cancellation);
        return new MachineKeyShown(id, text.Text, key.OldUntil);
    }

    /// <summary>False when there is no such key.</summary>
    public async Task<bool> EndAsync(string id, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync($"machine-key:{id}", cancellation);
        if (await database.MachineKeys.SingleOrDefaultAsync(key => key.Id == id, cancellation) is not { } key)
            return false;

        database.Remove(key);
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(id, ViewOf(key), after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private MachineKeyView ViewOf(MachineKey key) => MachineKeyView.Of(key, time.GetUtcNow());

    private Task NoteAsync(string id, MachineKeyView? before, MachineKeyView? after, CancellationToken cancellation) =>
        audit.NoteAsync(AuditThings.MachineKey, id, before, after, cancellation);
}
