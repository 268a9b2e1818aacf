using System.Collections.Concurrent;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Playout;

namespace Broadcast.Ingest.Recording;

/// <summary>Gives each channel its recorder while it plays.</summary>
internal sealed class Recorders(
    ChannelRegistry channels, RecordingStore store, RecordingKeeper keeper, RecordingMetrics metrics, ILogger<ChannelRecorder> logger) : IHostedService
{
    private readonly ConcurrentDictionary<ChannelOutput, ChannelRecorder> _recorders = new();
    private readonly ConcurrentBag<Task> _ending = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (store.Folder is not { } folder)
            return Task.CompletedTask;

        Directory.CreateDirectory(folder);
        metrics.Observe(() => keeper.Full, () => keeper.Free, () => _recorders.Values.Select(recorder => (recorder.Output.Id, recorder.Waiting, recorder.WaitingBytes)));
        channels.Began += OnBegan;
        channels.Ended += OnEnded;
        foreach (var output in channels.Outputs)
            OnBegan(output);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        channels.Began -= OnBegan;
        channels.Ended -= OnEnded;
        foreach (var output in _recorders.Keys)
            OnEnded(output);
        await Task.WhenAll(_ending);
    }

    private void OnBegan(ChannelOutput output) => _recorders.GetOrAdd(output, added => ChannelRecorder.Start(added, store, keeper, metrics, logger));

    private void OnEnded(ChannelOutput output)
    {
        if (_recorders.TryRemove(output, out var recorder))
            _ending.Add(recorder.DisposeAsync().AsTask());
    }
}
