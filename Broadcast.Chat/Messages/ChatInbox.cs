using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;

namespace Broadcast.Chat.Messages;

/// <summary>
/// Appends one room's chat in batches: while one script runs, the next batch gathers, so that Redis gets few calls whatever is said.
/// The answer to a speaker comes when the message is in the log.
/// </summary>
internal sealed partial class ChatInbox(RoomId room, ChatLog log, RoomOptions options, ChatMetrics metrics, ILogger logger)
{
    private const int Batch = 100;

    private readonly Channel<Said> _said = Channel.CreateBounded<Said>(new BoundedChannelOptions(options.Inbox) { SingleReader = true });

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
            // The node is stopping: those who wait are told so.
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
            var judged = await log.SayAsync(room, [.. batch.Select(said => said.Speech)]);
            metrics.Messages.Add(judged.Count(result => result is { Failed: false, Value.Held: false }));
            metrics.MessagesHeld.Add(judged.Count(result => result is { Failed: false, Value.Held: true }));
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer.TrySetResult(judged[i]);
        }
        catch (Exception exception)
        {
            // The loop must live on; each speaker learns that the message was not taken.
            NotAppended(logger, room, batch.Count, exception.Message);
            foreach (var said in batch)
                said.Answer.TrySetResult(RedisAway.Is(exception) ? RoomErrors.Paused : RoomErrors.Unexpected);
            // Redis let one batch wait as long as it may: those behind it do not wait as long each.
            if (RedisAway.Is(exception))
                RefuseWaiting();
        }
    }

    private sealed record Said(Speech Speech)
    {
        public TaskCompletionSource<Result<Appended>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages in room {Room} were not appended: {Reason}")]
    private static partial void NotAppended(ILogger logger, RoomId room, int count, string reason);
}
