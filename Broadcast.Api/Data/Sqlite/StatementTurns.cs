using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>Makes a statement without a transaction wait for its turn as transactions do. Otherwise it would be starved: one transaction follows another without a gap.</summary>
internal sealed class StatementTurns(WriterTurn turn) : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (command is { Transaction: null, Connection: { } connection })
            turn.Take(connection);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command is { Transaction: null, Connection: { } connection })
            await turn.TakeAsync(connection, cancellationToken);
        return result;
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Leave(command);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuted(command, eventData, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Leave(command);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) => LeaveAsync(command);

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Leave(command);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default) => LeaveAsync(command);

    private Task LeaveAsync(DbCommand command)
    {
        Leave(command);
        return Task.CompletedTask;
    }

    private void Leave(DbCommand command)
    {
        if (command.Transaction is null)
            turn.Leave(command.Connection);
    }
}
