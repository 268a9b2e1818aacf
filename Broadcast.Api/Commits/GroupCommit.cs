using System.Data.Common;
using System.Runtime.ExceptionServices;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Batches;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Commits;

/// <summary>
/// Commits requests that come one by one in common transactions: while one is committed, the next requests gather. A lone request waits for
/// nobody. Nothing here is needed for correctness: the book locks what it decides by. An answer is given only after the commit.
/// </summary>
internal sealed partial class GroupCommit<TRequest, TAnswer> where TRequest : class
{
    /// <summary>How many times a group is written, at most, when other transactions get in its way.</summary>
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IGroupBook<TRequest, TAnswer> _book;
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly GroupCommitOptions _options;
    private readonly CommitMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Batcher<string, TRequest, Written> _batches;

    public GroupCommit(
        IGroupBook<TRequest, TAnswer> book, IDbContextFactory<FestivalDb> databases, GroupCommitOptions options, CommitMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_book, _databases, _options, _metrics, _time, _logger) = (book, databases, options, metrics, time, logger);
        _batches = new Batcher<string, TRequest, Written>((_, requests) => WriteAsync(requests), options.Most, options.Waiting);
    }

    /// <summary>The book's answer, after its commit; <c>commit.busy</c> when too many wait.</summary>
    /// <exception cref="Exception">The request could not be decided, or the database is away: the request may be sent again, with its key.</exception>
    public async Task<Result<TAnswer>> WriteAsync(TRequest request)
    {
        if (!_batches.TryAdd("", request, out var written))
            return CommitErrors.Busy;

        var (answer, fault) = await written;
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
        return answer;
    }

    private async Task<IReadOnlyList<Written>> WriteAsync(IReadOnlyList<TRequest> requests, int attempt = 1)
    {
        try
        {
            var answers = await TransactAsync(requests);
            return [.. answers.Select(answer => new Written(answer, null))];
        }
        catch (Exception collision) when (attempt < Attempts && DatabaseConflict.IsCollision(collision))
        {
            // The database has taken back the whole group, and no request is at fault.
            _metrics.Collided(typeof(TRequest).Name);
            Collided(_logger, requests.Count, collision.GetBaseException().Message);
            return await WriteAsync(requests, attempt + 1);
        }
        catch (Exception fault) when (requests.Count == 1 || DatabaseAway.Is(fault) || RedisAway.Is(fault))
        {
            return [.. requests.Select(_ => new Written(default, fault))];
        }
        catch (Exception fault)
        {
            // One of them is at fault, and only that one is to fail.
            Parted(_logger, fault, requests.Count);
            var written = new List<Written>(requests.Count);
            foreach (var request in requests)
                written.AddRange(await WriteAsync([request]));
            return written;
        }
    }

    private async Task<IReadOnlyList<Result<TAnswer>>> TransactAsync(IReadOnlyList<TRequest> requests)
    {
        await using var database = await _databases.CreateDbContextAsync();
        await using var transaction = await database.Database.BeginTransactionAsync();
        var (answers, written) = await _book.WriteAsync(database, requests, CancellationToken.None);
        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception broken) when (broken is DbException or IOException or InvalidOperationException or TimeoutException)
        {
            if (written is not null && !await HoldsAsync(written, broken))
                throw;
        }

        _metrics.Committed(typeof(TRequest).Name, requests.Count);
        return answers;
    }

    /// <summary>Whether the transaction that wrote <paramref name="request"/> was committed.</summary>
    /// <exception cref="Exception">The database did not answer in time: nobody knows.</exception>
    private async Task<bool> HoldsAsync(TRequest request, Exception broken)
    {
        Unknown(_logger, broken);
        var begun = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var database = await _databases.CreateDbContextAsync();
                await using var transaction = await database.Database.BeginTransactionAsync();
                return await _book.HoldsAsync(database, request, CancellationToken.None);
            }
            catch (Exception away) when (DatabaseAway.Is(away) && _time.GetElapsedTime(begun) < _options.Patience)
            {
                await Task.Delay(Pause, _time);
            }
        }
    }

    private readonly record struct Written(Result<TAnswer> Answer, Exception? Fault);

    [LoggerMessage(EventName = nameof(Parted), Level = LogLevel.Warning, Message = "{Count} requests could not be written together, and are written one by one")]
    private static partial void Parted(ILogger logger, Exception fault, int count);

    [LoggerMessage(EventName = nameof(Collided), Level = LogLevel.Warning, Message = "{Count} requests are written again, because another transaction was in their way: {Reason}")]
    private static partial void Collided(ILogger logger, int count, string reason);

    [LoggerMessage(EventName = nameof(Unknown), Level = LogLevel.Warning, Message = "The connection broke in a commit: the database is asked whether it was carried out")]
    private static partial void Unknown(ILogger logger, Exception fault);
}
