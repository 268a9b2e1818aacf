using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Messages;

/// <summary>
/// Appends one room's chat in batches: while one script runs, the next batch gathers, so that Redis gets few calls however much is said.
/// A speaker is answered when the script has judged the message and appended it, if it may be said.
/// </summary>
internal sealed partial class ChatInbox(RoomId room, Func<StageId?> shown, ChatLog log, RoomOptions options, ChatMetrics metrics, ILogger logger)
{
    private const int Batch = 100;

    private readonly Channel<Said> _said = Channel.CreateBounded<Said>(new BoundedChannelOptions(options.Inbox) { SingleReader = true });

    /// <summary>The room whose chat it appends.</summary>
    public RoomId Room => room;

    /// <summary>The stage that a relay's room shows now; null in other rooms.</summary>
    public StageId? Shown => shown();

    public async Task<Result<Appended>> SayAsync(Speech speech)
    {
        var said = new Said(speech);
        return _said.Writer.TryWrite(said) ? await said.Answer.Task : MessageErrors.TooFast;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        var batch = new List<Said>(Batch);
        try
        {
            while (await _said.Reader.WaitToReadAsync(stop))
            {
                while (batch.Count < Batch && _said.Reader.TryRead(out var said))
                    batch.Add(said);
                await AppendAsync(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node is stopping: refuse the messages that still wait.
            _said.Writer.TryComplete();
            RefuseWaiting();
        }
    }

    private void RefuseWaiting()
    {
        while (_said.Reader.TryRead(out var said))
            said.Answer.TrySetResult(RoomErrors.Paused);
    }

    private async Task AppendAsync(List<Said> batch)
    {
        try
        {
            var judged = await log.SayAsync(room, Shown, [.. batch.Select(said => said.Speech)]);
            metrics.Messages.Add(judged.Count(result => result is { Failed: false, Value.Held: false }));
            metrics.MessagesHeld.Add(judged.Count(result => result is { Failed: false, Value.Held: true }));
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer.TrySetResult(judged[i]);
        }
        catch (Exception exception)
        {
            // The loop must go on; each speaker learns that the message was refused.
            NotAppended(logger, room, batch.Count, exception.Message);
            foreach (var said in batch)
                said.Answer.TrySetResult(RedisAway.Is(exception) ? RoomErrors.Paused : RequestErrors.Unexpected);
            // This batch has waited for as long as Redis may take: refuse those behind it, instead of letting each batch wait as long.
            if (RedisAway.Is(exception))
                RefuseWaiting();
        }
    }

    private sealed record Said(Speech Speech)
    {
        public TaskCompletionSource<Result<Appended>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages in room {Room} could not be appended and were refused: {Reason}")]
    private static partial void NotAppended(ILogger logger, RoomId room, int count, string reason);
}
