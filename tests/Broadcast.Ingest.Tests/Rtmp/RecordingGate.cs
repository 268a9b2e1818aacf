using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Rtmp.Publishing;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>Admits the keys that begin with <c>good</c> and keeps what they send.</summary>
internal sealed class RecordingGate : IPublishGate
{
    private readonly ConcurrentQueue<PublishRequest> _requests = new();
    private readonly ConcurrentDictionary<string, RecordedSession> _sessions = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PublishRequest> Requests => _requests;

    /// <summary>Awaited before each decision.</summary>
    public Func<PublishRequest, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The last session of that key, if it ever was admitted.</summary>
    public RecordedSession? Session(string key) => _sessions.GetValueOrDefault(key);

    public async ValueTask<PublishAdmission> AdmitAsync(PublishRequest request, CancellationToken cancellation)
    {
        _requests.Enqueue(request);
        await Before(request, cancellation);
        if (!request.StreamKey.StartsWith("good", StringComparison.Ordinal))
            return new PublishAdmission { Refusal = "unknown-key" };

        var session = new RecordedSession();
        _sessions[request.StreamKey] = session;
        return new PublishAdmission { Session = session };
    }
}

/// <summary>What one publisher sent.</summary>
internal sealed class RecordedSession : IPublishSession
{
    private readonly ConcurrentQueue<MediaMessage> _messages = new();
    private readonly CancellationTokenSource _dropped = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<MediaMessage> Messages => [.. _messages];

    public Task Ended => _ended.Task;

    public StageId Stage => StageId.Parse("gushi");

    public CancellationToken Dropped => _dropped.Token;

    public string DropReason => _dropped.IsCancellationRequested ? "The test dropped it." : "";

    public void Drop() => _dropped.Cancel();

    public void Write(in MediaMessage message) => _messages.Enqueue(message);

    public ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
